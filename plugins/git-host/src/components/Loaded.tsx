import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton } from '@backstage/ui';
import { ReactNode } from 'react';
import type { Query } from '../hooks/useQuery';
import { gitHostTranslationRef } from '../translation';
import styles from './Page.module.css';

interface LoadedProps<T> {
  query: Query<T>;
  /** What is being loaded, in words: "commits". */
  what: string;
  children: (value: T) => ReactNode;
}

/** Shows a value in whichever state it is: on its way, failed, refused, stale or there. */
export function Loaded<T>(props: LoadedProps<T>) {
  const { query, what, children } = props;
  const { value, error, retry } = query;
  if (error) {
    return (
      <>
        <Failure error={error} what={what} retry={retry} />
        {value !== undefined && children(value)}
      </>
    );
  }
  return value === undefined ? <Waiting what={what} /> : <>{children(value)}</>;
}

function Waiting(props: { what: string }) {
  const { t } = useTranslationRef(gitHostTranslationRef);
  return (
    <div
      role="status"
      aria-label={t('loading', { what: props.what })}
      className={styles.waiting}
    >
      {[0, 1, 2].map(row => (
        <Skeleton key={row} width="100%" height={40} />
      ))}
    </div>
  );
}

export function Failure(props: {
  error: Error;
  what: string;
  retry?: () => void;
}) {
  const { error, what, retry } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const denied = error.name === 'NotAllowedError';
  const missing = error.name === 'NotFoundError';
  const words = denied ? t('denied') : t('missing');
  return (
    <Alert
      role="alert"
      status={denied || missing ? 'warning' : 'danger'}
      icon
      title={t('failed', { what })}
      description={denied || missing ? words : error.message}
      customActions={
        retry && (
          <Button variant="secondary" size="small" onPress={retry}>
            {t('retry')}
          </Button>
        )
      }
    />
  );
}
