export { startKafka, whyNoKafka, type KafkaServer } from './startKafka.ts';
export { createEventTables } from './createEventTables.ts';
export { eventually } from './eventually.ts';
export { silentLogger } from './silentLogger.ts';
