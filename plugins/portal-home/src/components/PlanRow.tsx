import { useRouteRef } from '@backstage/frontend-plugin-api';
import type { PlanSummary } from '@notes/plugin-golden-path-common';
import { StateChip, standingOf } from '@notes/plugin-golden-path-react';
import { listStyles } from '@notes/plugin-portal-react';
import { Link } from 'react-router-dom';
import { externalRoutes } from '../routes';
import styles from './Section.module.css';

/** A plan: what it would make, what is said of it, and where it stands. */
export function PlanRow(props: { plan: PlanSummary; note: string }) {
  const { plan, note } = props;
  const { id, name, templateTitle } = plan;
  const planRoute = useRouteRef(externalRoutes.plan);
  return (
    <li className={listStyles.row}>
      <div className={listStyles.main}>
        <Link to={planRoute?.({ id }) ?? '/'} className={styles.name}>
          {name ?? templateTitle}
        </Link>
        <span className={listStyles.note}>{note}</span>
      </div>
      <StateChip standing={standingOf(plan)} />
    </li>
  );
}
