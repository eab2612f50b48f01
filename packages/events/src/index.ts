export type { CloudEvent } from './contracts/CloudEvent.ts';
export { CLOUD_EVENT_CONTENT_TYPE } from './contracts/CloudEvent.ts';
export {
  MAX_EVENT_BYTES,
  createEvent,
  type EventType,
  type NewEvent,
} from './contracts/createEvent.ts';
export { ASYNCAPI_URL } from './contracts/document.ts';
export { InvalidEvent } from './contracts/InvalidEvent.ts';
export * from './contracts/types.generated.ts';
export { checkIncoming, checkOutgoing } from './contracts/validators.ts';
export {
  DEFAULT_BACKOFF,
  backoffDelay,
  type Backoff,
} from './consumer/backoff.ts';
export type { EventHandlers } from './consumer/EventConsumer.ts';
export {
  startConsumer,
  type Consumer,
  type StartConsumerOptions,
} from './consumer/startConsumer.ts';
export { Unprocessable } from './consumer/Unprocessable.ts';
export {
  DeadLetters,
  type ReplaySelection,
} from './deadletters/DeadLetters.ts';
export type {
  DeadLetter,
  Delivery,
  EventBus,
  Settlement,
  SubscribeOptions,
  Subscription,
} from './EventBus.ts';
export { openEventBus, type OpenEventBusOptions } from './openEventBus.ts';
export { measuredGauge } from './metrics.ts';
export { Outbox } from './outbox/Outbox.ts';
export type { OutboxRelay } from './outbox/OutboxRelay.ts';
export {
  startOutboxRelay,
  type StartOutboxRelayOptions,
} from './outbox/startOutboxRelay.ts';
export { busSettings, type BusConfig } from './settings.ts';
export {
  GROUPS,
  PARTITIONS,
  SUBSCRIPTIONS,
  TOPICS,
  type EventTopic,
  type Topic,
} from './topology.ts';
