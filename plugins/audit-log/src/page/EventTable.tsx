import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  CellText,
  type ColumnConfig,
  Table,
  useBreakpoint,
} from '@backstage/ui';
import type { AuditEvent } from '@notes/plugin-audit-log-common';
import type { ReactNode } from 'react';
import { auditLogTranslationRef } from '../translation';
import { describeAction } from '../words/describeAction';
import { describeTime } from '../words/describeTime';
import { useActorName } from '../words/useActorName';
import { EntityText } from './EntityText';
import { StatusText } from './StatusText';

export interface EventTableProps {
  events: AuditEvent[] | undefined;
  isStale: boolean;
  now: number;
  onChoose: (event: AuditEvent) => void;
  emptyState: ReactNode;
}

function useColumns(now: number): ColumnConfig<AuditEvent>[] {
  const { t } = useTranslationRef(auditLogTranslationRef);
  const nameOf = useActorName();
  const isWide = useBreakpoint().up('md');
  return [
    {
      id: 'what',
      label: t('column.what'),
      isRowHeader: true,
      cell: event => (
        <CellText
          title={describeAction(event.action)}
          // A phone has room for two columns, so the others go below the first.
          description={
            isWide
              ? undefined
              : `${nameOf(event.actor)}, ${
                  describeTime(event.time, now).relative
                }`
          }
        />
      ),
    },
    {
      id: 'who',
      label: t('column.who'),
      isHidden: !isWide,
      cell: event => <CellText title={nameOf(event.actor)} />,
    },
    {
      id: 'entity',
      label: t('column.entity'),
      isHidden: !isWide,
      cell: event => (
        <Cell>
          <EntityText entityRef={event.entityRef} />
        </Cell>
      ),
    },
    {
      id: 'outcome',
      label: t('column.outcome'),
      width: isWide ? 140 : 120,
      cell: event => (
        <Cell>
          <StatusText status={event.status} />
        </Cell>
      ),
    },
    {
      id: 'when',
      label: t('column.when'),
      isHidden: !isWide,
      width: 160,
      cell: event => {
        const { relative, absolute } = describeTime(event.time, now);
        return (
          <Cell>
            <time dateTime={event.time} title={absolute}>
              {relative}
            </time>
          </Cell>
        );
      },
    },
  ];
}

/** The events, newest first; a row opens its details. */
export function EventTable(props: EventTableProps) {
  const { events, isStale, now, onChoose, emptyState } = props;
  const { t } = useTranslationRef(auditLogTranslationRef);
  const columns = useColumns(now);
  return (
    <section aria-label={t('table')}>
      <Table
        columnConfig={columns}
        data={events}
        isPending={!events}
        isStale={isStale}
        pagination={{ type: 'none' }}
        rowConfig={{ onClick: onChoose }}
        emptyState={emptyState}
      />
    </section>
  );
}
