/** The kinds that services claim, in the order they are shown, and the targets each can be made on. */
export const API_PLURALS = [
  'postgresqlinstances',
  'rediscaches',
  'kafkatopics',
  'queues',
  'buckets',
  'imagerepositories',
  'workloadidentities',
] as const;

export const TARGETS = ['aws', 'incluster'] as const;
export type Target = (typeof TARGETS)[number];

export const FORMS = ['namespaced', 'claims'] as const;
/** `namespaced` is the Crossplane 2 form; `claims` is the classic one with a claim and a cluster-scoped twin. */
export type Form = (typeof FORMS)[number];

/** Namespace that holds what only Crossplane itself may read, in the classic form. */
export const SYSTEM_NAMESPACE = 'crossplane-system';
