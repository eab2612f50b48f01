import { usePermission } from '@backstage/plugin-permission-react';
import { auditEventReadPermission } from '@notes/plugin-audit-log-common';
import { NavEntry } from './arrangeNav';

/** Leaves out what the signed-in person may not open. */
export function usePermittedEntries(entries: NavEntry[]): NavEntry[] {
  const { allowed } = usePermission({ permission: auditEventReadPermission });
  return entries.filter(({ id }) => id !== 'page:audit-log' || allowed);
}
