import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Container, Skeleton } from '@backstage/ui';
import { auditEventReadPermission } from '@notes/plugin-audit-log-common';
import { auditLogTranslationRef } from '../translation';
import { AuditLog } from './AuditLog';
import { NoPermission } from './NoPermission';

/** The audit log, for those who may read it. */
export function AuditLogPage() {
  const { t } = useTranslationRef(auditLogTranslationRef);
  const { allowed, loading } = usePermission({
    permission: auditEventReadPermission,
  });
  if (loading) {
    return (
      <Container>
        <div role="status" aria-label={t('page.loading')}>
          <Skeleton height={320} width="100%" />
        </div>
      </Container>
    );
  }
  return <Container>{allowed ? <AuditLog /> : <NoPermission />}</Container>;
}
