import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Skeleton, Text } from '@backstage/ui';
import { ReactNode, useId } from 'react';
import { Link } from 'react-router-dom';
import { Query } from '../hooks/useQuery';
import { portalHomeTranslationRef } from '../translation';
import styles from './Section.module.css';

interface SectionProps<T> {
  title: string;
  query: Query<T>;
  isEmpty: (value: T) => boolean;
  /** What stands there when there is nothing: why, and what to do about it. */
  empty: ReactNode;
  /** Where all of it is. */
  allHref?: string;
  rows?: number;
  children: (value: T) => ReactNode;
}

function isDenied(error: Error): boolean {
  const { statusCode } = error as { statusCode?: number };
  return error.name === 'NotAllowedError' || statusCode === 403;
}

function Failure(props: { title: string; error: Error; retry: () => void }) {
  const { title, error, retry } = props;
  const { t } = useTranslationRef(portalHomeTranslationRef);
  if (isDenied(error)) {
    return <Text color="secondary">{t('denied')}</Text>;
  }
  return (
    <Alert
      role="alert"
      status="danger"
      icon
      title={t('failed', { what: title })}
      description={error.message}
      customActions={
        <Button variant="secondary" size="small" onPress={retry}>
          {t('retry')}
        </Button>
      }
    />
  );
}

function Loading(props: { title: string; rows: number }) {
  const { title, rows } = props;
  const { t } = useTranslationRef(portalHomeTranslationRef);
  return (
    <div
      role="status"
      aria-label={t('loading', { what: title })}
      className={styles.loading}
    >
      {Array.from({ length: rows }, (_, row) => (
        <Skeleton key={row} width="100%" height={44} />
      ))}
    </div>
  );
}

function Stale<T>(props: { query: Query<T> }) {
  const { loadedAt, retry } = props.query;
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const time = new Date(loadedAt ?? 0).toLocaleTimeString();
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={t('stale', { time })}
      customActions={
        <Button variant="secondary" size="small" onPress={retry}>
          {t('retry')}
        </Button>
      }
      mb="2"
    />
  );
}

/** One block of Home, in whichever state its data is. */
export function Section<T>(props: SectionProps<T>) {
  const { title, query, isEmpty, empty, allHref, rows = 3, children } = props;
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const heading = useId();
  const { value, error } = query;

  const body = () => {
    if (value === undefined) {
      return error ? (
        <Failure title={title} error={error} retry={query.retry} />
      ) : (
        <Loading title={title} rows={rows} />
      );
    }
    return (
      <>
        {error && <Stale query={query} />}
        {isEmpty(value) ? empty : children(value)}
      </>
    );
  };

  return (
    <section aria-labelledby={heading} className={styles.section}>
      <header className={styles.header}>
        <h2 id={heading} className={styles.title}>
          {title}
        </h2>
        {allHref && (
          <Link
            to={allHref}
            className={styles.all}
            aria-label={t('seeAllOf', { what: title })}
          >
            {t('seeAll')}
          </Link>
        )}
      </header>
      {body()}
    </section>
  );
}
