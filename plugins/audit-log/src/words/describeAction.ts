/** What the common actions of the stock plugins and of ours are called. */
const KNOWN: Record<string, string> = {
  'catalog.entity-mutate.refresh': 'Refresh entity',
  'catalog.entity-mutate.delete': 'Delete entity',
  'catalog.entity-unregister': 'Unregister entity',
  'catalog.location-mutate.create': 'Register location',
  'catalog.location-mutate.update': 'Change location',
  'catalog.location-mutate.delete': 'Unregister location',
  'scaffolder.task.create': 'Start task',
  'scaffolder.task.execution': 'Run task',
  'scaffolder.task.cancel': 'Cancel task',
  'scaffolder.task.retry': 'Retry task',
  'scaffolder.task.stale-cancel': 'Give up lost task',
  'scaffolder.gitops-application-add': 'Add application to GitOps',
  'scaffolder.gitops-application-remove': 'Remove application from GitOps',
  'scaffolder.gitops-repository-seed': 'Make GitOps repository',
  'kubernetes.cluster-fetch.proxy': 'Ask cluster through proxy',
  'mcp-actions.tool-execution': 'Run tool',
  'git-host.repository-create': 'Create repository',
  'git-host.repository-archive': 'Archive repository',
  'git-host.repository-delete': 'Delete repository',
  'git-host.repository-push': 'Push',
  'git-host.repository-commit': 'Commit',
  'git-host.pull-request-open': 'Open pull request',
  'git-host.pull-request-merge': 'Merge pull request',
  'git-host.pull-request-close': 'Close pull request',
  'git-host.pull-request-withdraw': 'Take back pull request',
  'git-host.pull-request-check': 'Report check of pull request',
  'git-host.access-token-create': 'Create access token',
  'git-host.access-token-revoke': 'Revoke access token',
  'golden-path.plan-create': 'Make a plan',
  'golden-path.plan-start': 'Create from a plan',
  'golden-path.plan-approval-request': 'Ask for the approval of a plan',
  'golden-path.plan-decision': 'Decide on a plan',
  'golden-path.task-begin': 'Begin to create',
  'golden-path.task-undo': 'Take back a failed task',
};

/**
 * Says an action in words. An action that nobody has named is said with the
 * words of its plugin: `widgets.lamp-switch.on` becomes "Lamp switch on (widgets)".
 */
export function describeAction(action: string): string {
  if (KNOWN[action]) {
    return KNOWN[action];
  }
  const [plugin, ...rest] = action.split('.');
  const words = rest.join(' ').replace(/[-_]+/g, ' ').trim();
  return words
    ? `${words.charAt(0).toLocaleUpperCase('en-US')}${words.slice(1)} (${plugin})`
    : action;
}
