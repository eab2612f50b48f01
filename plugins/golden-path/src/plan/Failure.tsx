import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { ReactNode } from 'react';
import { goldenPathTranslationRef } from '../translation';

export interface FailureProps {
  error: Error;
  title: string;
  /** What is said besides the message. */
  hint?: string;
  retry?: () => void;
  actions?: ReactNode;
}

/** What went wrong, and what a person can do about it. */
export function Failure(props: FailureProps) {
  const { error, title, hint, retry, actions } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const words = new Map([
    ['NotAllowedError', t('failure.denied')],
    ['NotFoundError', t('failure.missing')],
  ]).get(error.name);
  const denied = error.name === 'NotAllowedError';
  return (
    <Alert
      role="alert"
      status={words ? 'warning' : 'danger'}
      icon
      title={title}
      description={[words ?? error.message, hint].filter(Boolean).join(' ')}
      customActions={
        <>
          {retry && !denied && (
            <Button variant="secondary" size="small" onPress={retry}>
              {t('failure.retry')}
            </Button>
          )}
          {actions}
        </>
      }
    />
  );
}
