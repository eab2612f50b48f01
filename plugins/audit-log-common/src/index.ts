/**
 * What the pages and the backend of the audit log share.
 *
 * @packageDocumentation
 */
export { auditEventReadPermission, auditPermissions } from './permissions';
