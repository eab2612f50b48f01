/**
 * What the page and the backend of the audit log share.
 *
 * @packageDocumentation
 */
export type { AuditLogApi } from './AuditLogApi';
export { AuditLogClient } from './AuditLogClient';
export { auditEventReadPermission, auditPermissions } from './permissions';
export * from './types';
