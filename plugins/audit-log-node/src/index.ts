/**
 * What plugins use to write to the audit log.
 *
 * @packageDocumentation
 */
export { withAudit, type AuditedEvent } from './withAudit';
