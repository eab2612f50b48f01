import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, ButtonLink, Container } from '@backstage/ui';
import type { PlanSummary } from '@notes/plugin-golden-path-common';
import type { ReactNode } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { goldenPathApiRef } from '@notes/plugin-golden-path-react';
import { Failure } from '../plan/Failure';
import styles from '../plan/Plan.module.css';
import { PlanPart } from '../plan/PlanPart';
import { PlanProgress } from '../plan/PlanProgress';
import { externalRoutes } from '../routes';
import { listStyles } from '@notes/plugin-portal-react';
import { goldenPathTranslationRef } from '../translation';
import { PlanRow } from './PlanRow';

/** The plans that wait for the person, and the person's own. */
export function PlansPage() {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const api = useApi(goldenPathApiRef);
  const createRoute = useRouteRef(externalRoutes.templates);
  const { value, error, loading, retry } = useAsyncRetry(async () => {
    const [mine, waiting] = await Promise.all([
      api.listPlans(),
      api.listPlans({ state: 'waiting' }),
    ]);
    return { mine, toDecide: waiting.filter(canDecide) };
  }, [api]);
  if (loading && !value) {
    return <PlanProgress what="plans" />;
  }
  return (
    <Container>
      <div className={styles.screen}>
        {error && (
          <Failure error={error} title={t('failure.plans')} retry={retry} />
        )}
        {value && (
          <>
            <PlanList
              title={t('plans.toDecide')}
              plans={value.toDecide}
              empty={t('plans.toDecideNone')}
            />
            <PlanList
              title={t('plans.mine')}
              plans={value.mine}
              empty={
                <>
                  {t('plans.mineNone')}{' '}
                  <ButtonLink
                    variant="secondary"
                    size="small"
                    href={createRoute?.() ?? '/create'}
                  >
                    {t('plans.choose')}
                  </ButtonLink>
                </>
              }
            />
            <Button
              className={styles.refresh}
              variant="secondary"
              isPending={loading}
              onPress={retry}
            >
              {t('plans.refresh')}
            </Button>
          </>
        )}
      </div>
    </Container>
  );
}

function canDecide({ approval }: PlanSummary): boolean {
  return approval.canDecide;
}

function PlanList(props: {
  title: string;
  plans: PlanSummary[];
  empty: ReactNode;
}) {
  const { title, plans, empty } = props;
  return (
    <PlanPart as="h2" title={title}>
      {plans.length === 0 ? (
        <p className={styles.note}>{empty}</p>
      ) : (
        <ul className={`${listStyles.list} ${listStyles.flush}`}>
          {plans.map(plan => (
            <PlanRow key={plan.id} plan={plan} />
          ))}
        </ul>
      )}
    </PlanPart>
  );
}
