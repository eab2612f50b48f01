import type { AuditEventPage, AuditEventQuery, AuditFacets } from './types';

/**
 * Reads the audit log.
 *
 * @public
 */
export interface AuditLogApi {
  listEvents(query: AuditEventQuery): Promise<AuditEventPage>;
  listFacets(): Promise<AuditFacets>;
}
