export interface Config {
  goldenPath?: {
    crossplane?: {
      /**
       * Form of the claims that templates write. `namespaced` is for Crossplane 2; `claims` is for control planes
       * that keep classic claims. `namespaced` by default.
       *
       * @visibility frontend
       */
      form?: 'namespaced' | 'claims';
    };
  };
}
