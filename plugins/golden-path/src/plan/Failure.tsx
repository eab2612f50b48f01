import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { ReactNode } from 'react';
import { goldenPathTranslationRef } from '../translation';

/** Several words, as opposed to nothing or a bare name. */
const SENTENCE = /\S\s+\S+\s+\S/;
/** `'goldenPath.plan.create'`, which is not for people. */
const PERMISSION = /'[\w-]+(\.[\w-]+)+'/;

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
  const denied = error.name === 'NotAllowedError';
  const words = new Map([
    ['NotAllowedError', reasonOf(error) ?? t('failure.denied')],
    ['NotFoundError', t('failure.missing')],
  ]).get(error.name);
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

/** Why it is not allowed, where the server says more than the name of a permission. */
function reasonOf({ message }: Error): string | undefined {
  const text = message.trim();
  return SENTENCE.test(text) && !PERMISSION.test(text) ? text : undefined;
}
