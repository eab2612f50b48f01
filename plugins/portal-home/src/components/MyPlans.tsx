import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatAge, listStyles } from '@notes/plugin-portal-react';
import { useMyPlans } from '../hooks/usePlans';
import { externalRoutes } from '../routes';
import { portalHomeTranslationRef } from '../translation';
import { PlanRow } from './PlanRow';
import { Section } from './Section';
import styles from './Section.module.css';

/** What the person has planned, and where each plan stands. */
export function MyPlans() {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const query = useMyPlans();
  return (
    <Section
      title={t('plans')}
      query={query}
      allHref={useRouteRef(externalRoutes.plans)?.()}
      isEmpty={plans => plans.length === 0}
      empty={<p className={styles.empty}>{t('plansEmpty')}</p>}
    >
      {plans => (
        <ul className={`${listStyles.list} ${listStyles.flush}`}>
          {plans.map(plan => (
            <PlanRow
              key={plan.id}
              plan={plan}
              note={t('planMade', {
                template: plan.templateTitle,
                age: formatAge(plan.createdAt),
              })}
            />
          ))}
        </ul>
      )}
    </Section>
  );
}
