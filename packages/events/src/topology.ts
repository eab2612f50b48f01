/** The topics, with the names that brokers, charts and dashboards know. */
export const TOPICS = {
  notesEvents: 'notes-events',
  userEvents: 'user-events',
  emailQueue: 'email-queue',
  deadLetters: 'dead-letter-queue',
} as const;

/** The consumer groups: each gets every message of its topics once. */
export const GROUPS = {
  email: 'email-consumer-group',
  search: 'search-consumer-group',
  audit: 'audit-consumer-group',
  workflow: 'workflow-consumer-group',
} as const;

export type Topic = (typeof TOPICS)[keyof typeof TOPICS];
/** A topic that carries events. */
export type EventTopic = Exclude<Topic, typeof TOPICS.deadLetters>;

/** Messages of one key stay in one partition, so this bounds how many replicas of a group share the work. */
export const PARTITIONS: Readonly<Record<Topic, number>> = {
  [TOPICS.notesEvents]: 3,
  [TOPICS.userEvents]: 2,
  [TOPICS.emailQueue]: 1,
  [TOPICS.deadLetters]: 1,
};

/**
 * Who reads what. The bus keeps messages for these groups from the first start of any service, so that nothing is
 * lost that was published before a consumer was there. A group that is not listed here gets what is published
 * after it has subscribed for the first time.
 */
export const SUBSCRIPTIONS: Readonly<Record<EventTopic, readonly string[]>> = {
  [TOPICS.notesEvents]: [GROUPS.search, GROUPS.audit, GROUPS.workflow],
  [TOPICS.userEvents]: [GROUPS.email, GROUPS.audit],
  [TOPICS.emailQueue]: [GROUPS.email],
};

/** Whether the bus keeps messages for the group from the beginning. */
export function isKnownGroup(topic: string, group: string): boolean {
  const groups = Object.entries(SUBSCRIPTIONS).find(([one]) => one === topic);
  return groups?.[1].includes(group) ?? false;
}
