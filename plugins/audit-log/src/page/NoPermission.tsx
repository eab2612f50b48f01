import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { auditLogTranslationRef } from '../translation';

/** Says why the page is empty for most people. */
export function NoPermission() {
  const { t } = useTranslationRef(auditLogTranslationRef);
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={t('denied.title')}
      description={t('denied.text')}
    />
  );
}
