import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import type { AuditEvent } from '@notes/plugin-audit-log-common';
import { useMemo, useState } from 'react';
import { AuditFilters } from '../filters/AuditFilters';
import { isFiltered, toQuery } from '../filters/filterState';
import { useFilterState } from '../filters/useFilterState';
import { auditLogTranslationRef } from '../translation';
import { EventDetails } from './EventDetails';
import { EventTable } from './EventTable';
import { NoPermission } from './NoPermission';
import { ReadFailure } from './ReadFailure';
import { useAuditEvents } from './useAuditEvents';
import { useFacets } from './useFacets';

/** The backend has the last word, also when the rights changed meanwhile. */
function isDenied(error: Error | undefined): boolean {
  return (error as { statusCode?: number } | undefined)?.statusCode === 403;
}

/** The filters, the events and the details of one. */
export function AuditLog() {
  const { t } = useTranslationRef(auditLogTranslationRef);
  const { state, change } = useFilterState();
  const [now, setNow] = useState(Date.now);
  const query = useMemo(() => toQuery(state, now), [state, now]);
  const list = useAuditEvents(query);
  const facets = useFacets();
  const [chosen, setChosen] = useState<AuditEvent>();
  // A new now moves the range, and so asks again.
  const refresh = () => setNow(Date.now());

  if (isDenied(list.error)) {
    return <NoPermission />;
  }
  return (
    <Flex direction="column" gap="4">
      <Flex
        justify="between"
        align="start"
        gap="3"
        style={{ flexWrap: 'wrap' }}
      >
        <Text color="secondary" style={{ flex: '1 1 240px' }}>
          {t('page.intro')}
        </Text>
        <Button variant="secondary" isPending={list.loading} onPress={refresh}>
          {t('page.refresh')}
        </Button>
      </Flex>
      <AuditFilters facets={facets} state={state} onChange={change} />
      {list.error && (
        <ReadFailure
          error={list.error}
          isStale={list.events !== undefined}
          onRetry={refresh}
        />
      )}
      {(list.events || !list.error) && (
        <EventTable
          events={list.events}
          isStale={list.loading || list.error !== undefined}
          now={now}
          onChoose={setChosen}
          emptyState={
            <EmptyState
              filtered={isFiltered(state)}
              onClear={() => change({ range: 'any' })}
            />
          }
        />
      )}
      <Older list={list} />
      <EventDetails event={chosen} onClose={() => setChosen(undefined)} />
    </Flex>
  );
}

function EmptyState(props: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslationRef(auditLogTranslationRef);
  if (!props.filtered) {
    return <Text>{t('page.empty')}</Text>;
  }
  return (
    <Flex direction="column" gap="2" align="center">
      <Text>{t('page.noMatch')}</Text>
      <Button variant="secondary" onPress={props.onClear}>
        {t('page.clear')}
      </Button>
    </Flex>
  );
}

function Older({ list }: { list: ReturnType<typeof useAuditEvents> }) {
  const { t } = useTranslationRef(auditLogTranslationRef);
  if (list.nextCursor) {
    return (
      <Button
        variant="secondary"
        isDisabled={list.loading}
        onPress={() => void list.loadOlder()}
        style={{ alignSelf: 'center' }}
      >
        {list.loading ? t('page.loadingOlder') : t('page.older')}
      </Button>
    );
  }
  return list.events && list.events.length > 0 ? (
    <Text color="secondary" style={{ alignSelf: 'center' }}>
      {t('page.end')}
    </Text>
  ) : null;
}
