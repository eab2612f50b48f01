export interface Config {
  kubernetes?: {
    /**
     * Path of a kubeconfig file, or several joined as in the variable
     * `KUBECONFIG`. Each of its contexts becomes a cluster named like the
     * context. Left out, no kubeconfig is read.
     */
    kubeconfig?: string;
  };
}
