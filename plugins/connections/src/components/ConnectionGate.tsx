import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex, Skeleton } from '@backstage/ui';
import { connectionsTranslationRef } from '../translation';
import { useParts } from '../useParts';
import { EmptyConnection } from './EmptyConnection';

/** Props of {@link ConnectionGate}. */
export interface ConnectionGateProps {
  partId: string;
  emptyTitle: string;
  /** What would be shown here, for when nothing is connected. */
  shows: ReactNode;
  /** The content that needs the connection. */
  children: ReactNode;
}

/**
 * Shows content that needs a connection, or says how to connect it.
 *
 * A part that is broken, or whose state cannot be read, keeps its content:
 * one cluster out of three may still answer.
 */
export function ConnectionGate(props: ConnectionGateProps) {
  const { t } = useTranslationRef(connectionsTranslationRef);
  const { parts, loading, error, recheck } = useParts();
  const part = parts?.find(({ id }) => id === props.partId);

  if (loading && !parts) {
    return (
      <div role="status" aria-label={t('page.loading')}>
        <Skeleton height={160} />
      </div>
    );
  }
  if (part?.state === 'not-connected') {
    return (
      <EmptyConnection
        part={part}
        title={props.emptyTitle}
        shows={props.shows}
        checking={loading}
        onRecheck={recheck}
      />
    );
  }
  const trouble = error ? t('page.failed') : part?.reason;
  return (
    <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
      {(error || part?.state === 'broken' || part?.state === 'checking') && (
        <Alert
          role="status"
          status={error || part?.state === 'broken' ? 'warning' : 'info'}
          icon
          title={trouble}
          description={part?.fix}
          customActions={
            <Button
              size="small"
              variant="secondary"
              isDisabled={loading}
              onPress={recheck}
            >
              {loading ? t('page.checking') : t('page.recheck')}
            </Button>
          }
        />
      )}
      {props.children}
    </Flex>
  );
}
