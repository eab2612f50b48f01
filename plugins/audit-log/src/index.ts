/**
 * The page of the audit log.
 *
 * @packageDocumentation
 */
export { auditLogApiRef } from './auditLogApiRef';
export { auditLogPlugin as default } from './plugin';
export { auditLogTranslationRef } from './translation';
