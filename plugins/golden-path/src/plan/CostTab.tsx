import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Plan, PlanCost } from '@notes/plugin-golden-path-common';
import {
  Chip,
  formatCalendarDay,
  formatMoney,
} from '@notes/plugin-portal-react';
import { pivotCost } from '../lib/pivotCost';
import { goldenPathTranslationRef } from '../translation';
import styles from './Plan.module.css';
import { PlanPart } from './PlanPart';
import { ScrollTable } from './ScrollTable';
import { SectionState } from './SectionState';
import table from './Table.module.css';

/** What the plan would cost in a month. */
export function CostTab(props: { plan: Plan }) {
  const { cost: section, environments } = props.plan;
  const order = environments.map(({ name }) => name);
  return (
    <SectionState section={section}>
      {cost => <Cost cost={cost} order={order} />}
    </SectionState>
  );
}

interface CostProps {
  cost: PlanCost;
  /** The environments from the first to the last. */
  order: string[];
}

function Cost({ cost, order }: CostProps) {
  const { currency, items, monthly, pricesAsOf, assumptions, unpriced } = cost;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  return (
    <div className={styles.column}>
      <div className={styles.titleRow}>
        <Text as="h3" variant="title-x-small">
          {t('cost.total', { amount: formatMoney(monthly, currency) })}
        </Text>
        <Chip look="warn">{t('cost.estimate')}</Chip>
      </div>
      {items.length === 0 ? (
        <p className={styles.note}>{t('cost.none')}</p>
      ) : (
        <CostTable cost={cost} order={order} />
      )}
      <p className={styles.note}>
        {pricesAsOf
          ? t('cost.source', { date: formatCalendarDay(pricesAsOf) })
          : t('cost.sourceNone')}
      </p>
      <Lines title={t('cost.assumptions')} lines={assumptions} />
      <Lines title={t('cost.unpriced')} lines={unpriced} />
    </div>
  );
}

function Lines(props: { title: string; lines: string[] }) {
  const { title, lines } = props;
  return lines.length === 0 ? null : (
    <PlanPart title={title}>
      <ul className={styles.plain}>
        {lines.map(line => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </PlanPart>
  );
}

function CostTable({ cost, order }: CostProps) {
  const { currency, monthly, environments } = cost;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const names = Object.keys(environments).sort(
    (a, b) => order.indexOf(a) - order.indexOf(b),
  );
  const money = (amount: number | undefined) =>
    amount === undefined ? '–' : formatMoney(amount, currency);
  return (
    <ScrollTable label={t('cost.table')}>
      <thead>
        <tr>
          <th scope="col">{t('cost.item')}</th>
          {names.map(name => (
            <th key={name} scope="col" className={table.number}>
              {name}
            </th>
          ))}
          <th scope="col" className={table.number}>
            {t('cost.sum')}
          </th>
        </tr>
      </thead>
      <tbody>
        {pivotCost(cost.items).map(({ claim, description, amounts, sum }) => (
          <tr key={`${claim} ${description}`}>
            <th scope="row">
              {description}
              <span className={styles.note}> {claim}</span>
            </th>
            {names.map(name => (
              <td key={name} className={table.number}>
                {money(amounts[name])}
              </td>
            ))}
            <td className={table.number}>{money(sum)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('cost.sum')}</th>
          {names.map(name => (
            <td key={name} className={table.number}>
              {money(environments[name])}
            </td>
          ))}
          <td className={table.number}>{money(monthly)}</td>
        </tr>
      </tfoot>
    </ScrollTable>
  );
}
