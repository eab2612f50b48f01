/** Warnings that say nothing of what is emitted, each with the reason. */
const KNOWN_WARNINGS: { warning: RegExp; reason: string }[] = [
  {
    warning:
      /"resources-finalizer\.argocd\.argoproj\.io": prefer a domain-qualified finalizer/,
    reason: 'Argo CD gave its finalizer this name, and looks for no other.',
  },
];

/** Whether a warning of the API server is one that somebody should act on. */
export function isTelling(text: string): boolean {
  return !KNOWN_WARNINGS.some(({ warning }) => warning.test(text));
}
