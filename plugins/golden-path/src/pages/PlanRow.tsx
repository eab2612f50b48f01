import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PlanSummary } from '@notes/plugin-golden-path-common';
import { Link } from 'react-router-dom';
import { formatTime, listStyles as styles } from '@notes/plugin-portal-react';
import {
  standingOf,
  StateChip,
  useNames,
} from '@notes/plugin-golden-path-react';
import { planRouteRef } from '../routes';
import { goldenPathTranslationRef } from '../translation';

/** A plan in a list. */
export function PlanRow(props: { plan: PlanSummary }) {
  const { plan } = props;
  const { id, name, templateTitle, templateVersion } = plan;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const planRoute = useRouteRef(planRouteRef);
  const nameOf = useNames([plan.createdBy]);
  const facts = [
    t('plans.from', { template: templateTitle, version: templateVersion }),
    t('plans.by', { person: nameOf(plan.createdBy) }),
    formatTime(plan.createdAt),
  ];
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        <Link className={styles.name} to={planRoute?.({ id }) ?? id}>
          {name ?? templateTitle}
        </Link>
        <p className={styles.note}>{facts.join(' · ')}</p>
      </div>
      <StateChip standing={standingOf(plan)} />
    </li>
  );
}
