import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { formatAge, listStyles } from '@notes/plugin-portal-react';
import { useNames } from '@notes/plugin-golden-path-react';
import { askedAt, usePlansToDecide } from '../hooks/usePlans';
import { externalRoutes } from '../routes';
import { portalHomeTranslationRef } from '../translation';
import { PlanRow } from './PlanRow';
import { Section } from './Section';
import styles from './Section.module.css';

const SHOWN = 5;

/** What others have asked the person to approve, and for how long they have waited. */
export function PlansToDecide() {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const query = usePlansToDecide();
  const nameOf = useNames(
    (query.value ?? []).map(({ createdBy }) => createdBy),
  );
  return (
    <Section
      title={t('plansToDecide')}
      query={query}
      rows={1}
      allHref={useRouteRef(externalRoutes.plans)?.()}
      isEmpty={plans => plans.length === 0}
      empty={<p className={styles.empty}>{t('plansToDecideEmpty')}</p>}
    >
      {plans => (
        <>
          <ul className={`${listStyles.list} ${listStyles.flush}`}>
            {plans.slice(0, SHOWN).map(plan => (
              <PlanRow
                key={plan.id}
                plan={plan}
                note={t('planAsked', {
                  template: plan.templateTitle,
                  person: nameOf(plan.createdBy),
                  age: formatAge(askedAt(plan)),
                })}
              />
            ))}
          </ul>
          {plans.length > SHOWN && (
            <p className={styles.more}>
              {t('servicesMore', {
                shown: String(SHOWN),
                total: String(plans.length),
              })}
            </p>
          )}
        </>
      )}
    </Section>
  );
}
