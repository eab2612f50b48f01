export { CORE_SCHEMA_PATTERN, writeCoreSchemas } from './coreSchemas';
export { CRD_SCHEMA_PATTERN, writeCrdSchemas } from './crdSchemas';
