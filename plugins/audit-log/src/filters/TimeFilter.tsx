import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { DateRangePicker, Select } from '@backstage/ui';
import { getLocalTimeZone, parseDate, today } from '@internationalized/date';
import { auditLogTranslationRef } from '../translation';
import type { FilterState, Range } from './filterState';

const ORDER: Range[] = ['hour', 'day', 'week', 'month', 'any', 'custom'];

export interface TimeFilterProps {
  state: FilterState;
  onChange: (state: FilterState) => void;
}

/** A range back from now, or from one day to another. */
export function TimeFilter(props: TimeFilterProps) {
  const { state, onChange } = props;
  const { t } = useTranslationRef(auditLogTranslationRef);
  const now = today(getLocalTimeZone());

  function choose(range: Range) {
    const days =
      range === 'custom'
        ? { from: now.subtract({ days: 6 }).toString(), to: now.toString() }
        : { from: undefined, to: undefined };
    onChange({ ...state, range, ...days });
  }

  return (
    <>
      <Select
        label={t('filter.time')}
        options={ORDER.map(range => ({
          id: range,
          label: t(`filter.${range}`),
        }))}
        value={state.range}
        onChange={key => choose(String(key) as Range)}
      />
      {state.range === 'custom' && state.from && state.to && (
        <DateRangePicker
          label={t('filter.days')}
          value={{ start: parseDate(state.from), end: parseDate(state.to) }}
          maxValue={now}
          onChange={days =>
            days &&
            onChange({
              ...state,
              from: days.start.toString().slice(0, 10),
              to: days.end.toString().slice(0, 10),
            })
          }
        />
      )}
    </>
  );
}
