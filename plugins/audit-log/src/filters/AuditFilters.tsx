import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import {
  AUDIT_STATUSES,
  type AuditFacets,
} from '@notes/plugin-audit-log-common';
import { auditLogTranslationRef } from '../translation';
import { describeAction } from '../words/describeAction';
import { useActorName } from '../words/useActorName';
import styles from './AuditFilters.module.css';
import { EntityFilter } from './EntityFilter';
import type { FilterState } from './filterState';
import { TimeFilter } from './TimeFilter';

const ANY = 'any';

export interface AuditFiltersProps {
  facets: AuditFacets;
  state: FilterState;
  onChange: (state: FilterState) => void;
}

/** The values to pick from, with the chosen one even when it no longer occurs. */
function withChosen(values: string[], chosen: string | undefined): string[] {
  return chosen && !values.includes(chosen) ? [...values, chosen] : values;
}

/** A row of filters, which is a column on a phone. */
export function AuditFilters(props: AuditFiltersProps) {
  const { facets, state, onChange } = props;
  const { t } = useTranslationRef(auditLogTranslationRef);
  const nameOf = useActorName();
  const pick = (name: 'person' | 'action' | 'status') => (key: unknown) =>
    onChange({
      ...state,
      [name]: key === ANY || key === null ? undefined : String(key),
    });

  return (
    <div
      role="search"
      aria-label={t('filter.label')}
      className={styles.filters}
    >
      <Select
        label={t('filter.person')}
        searchable
        options={[
          { id: ANY, label: t('filter.anyone') },
          ...withChosen(facets.actors, state.person).map(actor => ({
            id: actor,
            label: nameOf(actor),
          })),
        ]}
        value={state.person ?? ANY}
        onChange={pick('person')}
      />
      <Select
        label={t('filter.action')}
        searchable
        options={[
          { id: ANY, label: t('filter.anyAction') },
          ...withChosen(facets.actions, state.action).map(action => ({
            id: action,
            label: describeAction(action),
          })),
        ]}
        value={state.action ?? ANY}
        onChange={pick('action')}
      />
      <EntityFilter
        key={state.entity ?? ''}
        entity={state.entity}
        onChange={entity => onChange({ ...state, entity })}
      />
      <Select
        label={t('filter.status')}
        options={[
          { id: ANY, label: t('filter.anyStatus') },
          ...AUDIT_STATUSES.map(status => ({
            id: status,
            label: t(`status.${status}`),
          })),
        ]}
        value={state.status ?? ANY}
        onChange={pick('status')}
      />
      <TimeFilter state={state} onChange={onChange} />
    </div>
  );
}
