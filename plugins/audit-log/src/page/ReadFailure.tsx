import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { auditLogTranslationRef } from '../translation';

interface ReadFailureProps {
  error: Error;
  isStale: boolean;
  onRetry: () => void;
}

/** The words of the backend, when it sent some. */
function messageOf(error: Error): string {
  const body = (error as { body?: { error?: { message?: string } } }).body;
  return body?.error?.message ?? error.message;
}

/** Says why there is no new list, and offers to ask again. */
export function ReadFailure(props: ReadFailureProps) {
  const { error, isStale, onRetry } = props;
  const { t } = useTranslationRef(auditLogTranslationRef);
  const note = isStale ? ` ${t('page.stale')}` : '';
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('page.failed')}
      description={`${messageOf(error)}${note}`}
      customActions={
        <Button variant="secondary" onPress={onRetry}>
          {t('page.retry')}
        </Button>
      }
    />
  );
}
