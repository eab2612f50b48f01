export const PERSONS = ['developer', 'platform', 'learner'] as const;
export type PersonName = (typeof PERSONS)[number];

/** Permission, what a developer, a platform engineer and a learner get, and why. */
const TABLE: Record<string, [decisions: string, reason: string]> = {
  'catalog.entity.read': ['allow allow allow', 'everybody reads'],
  'catalog.entity.validate': [
    'allow allow allow',
    'checking a file changes nothing',
  ],
  'catalog.entity.create': ['allow allow deny', 'learners create no services'],
  'catalog.entity.refresh': ['own allow own', 'owners change what they own'],
  'catalog.entity.delete': [
    'own allow own',
    'only platform engineers unregister the entities of others',
  ],
  'catalog.location.read': ['allow allow allow', 'everybody reads'],
  'catalog.location.create': [
    'allow allow deny',
    'registering is part of creating a service',
  ],
  'catalog.location.analyze': [
    'allow allow deny',
    'analysing fetches an address for the caller',
  ],
  'catalog.location.delete': [
    'deny allow deny',
    'a location takes the entities of all its owners along',
  ],
  'catalog.ingestion.read': ['allow allow allow', 'everybody reads'],
  'catalog.ingestion.manage': [
    'deny allow deny',
    'ingestion belongs to the platform',
  ],
  'scaffolder.template.parameter.read': [
    'unprivileged allow unprivileged',
    'privileged templates are for platform engineers',
  ],
  'scaffolder.template.step.read': [
    'unprivileged allow unprivileged',
    'a step that cannot be read cannot be run',
  ],
  'scaffolder.template.dry-run': [
    'allow allow deny',
    'a dry run executes actions',
  ],
  'scaffolder.template.management': [
    'deny allow deny',
    'templates belong to the platform',
  ],
  'scaffolder.action.execute': [
    'allow allow deny',
    'learners create no services',
  ],
  'scaffolder.task.create': ['allow allow deny', 'learners create no services'],
  'scaffolder.task.read': ['own allow own', 'a readable task can be retried'],
  'scaffolder.task.cancel': [
    'own allow own',
    'people cancel what they started',
  ],
  'goldenPath.plan.read': [
    'allow allow deny',
    'a plan shows what a template holds; each sees their own',
  ],
  'goldenPath.plan.create': ['allow allow deny', 'learners create no services'],
  'goldenPath.plan.approve': [
    'allow allow deny',
    'the owner group of the template decides, whoever is in it',
  ],
  'githost.repository.read': ['allow allow allow', 'everybody reads'],
  'githost.repository.create': [
    'allow allow deny',
    'learners create no services',
  ],
  'githost.repository.push': ['own allow own', 'owners change what they own'],
  'githost.repository.archive': [
    'own allow own',
    'owners change what they own',
  ],
  'githost.repository.delete': ['own allow own', 'owners change what they own'],
  'githost.pull-request.create': [
    'allow allow deny',
    'a pull request proposes a change to a service',
  ],
  'githost.pull-request.merge': ['own allow own', 'a merge is a push'],
  'gitops.application.create': [
    'allow allow deny',
    'whoever makes a service deploys it',
  ],
  'gitops.application.manage': [
    'deny allow deny',
    'it opens the project of another group',
  ],
  'kubernetes.clusters.read': ['allow allow allow', 'everybody reads'],
  'kubernetes.resources.read': ['allow allow allow', 'everybody reads'],
  'kubernetes.proxy': [
    'deny allow deny',
    'the proxy can write and read secrets',
  ],
  'argocd.view.read': ['allow allow allow', 'everybody reads'],
  'connections.detail.read': [
    'deny allow deny',
    'everybody reads states; names of clusters and hosts are for those who mend them',
  ],
  'devtools.administer': ['deny allow deny', 'the tools show configuration'],
  'devtools.info.read': [
    'deny allow deny',
    'a listed prefix wins over the default for reads',
  ],
  'audit.event.read': [
    'deny allow deny',
    'only platform engineers read the audit log',
  ],
};

/** What the policy answers to each person, permission by permission. */
export const DECISIONS = Object.entries(TABLE).map(
  ([action, [decisions, reason]]) => {
    const [developer, platform, learner] = decisions.split(' ');
    return { action, developer, platform, learner, reason };
  },
);
