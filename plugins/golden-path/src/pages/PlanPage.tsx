import {
  BreadcrumbEntry,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonLink, Container } from '@backstage/ui';
import { useNavigate } from 'react-router-dom';
import { goldenPathApiRef } from '@notes/plugin-golden-path-react';
import { useCurrentPlan } from '../hooks/useCurrentPlan';
import { Failure } from '../plan/Failure';
import { PlanProgress } from '../plan/PlanProgress';
import { PlanScreen } from '../plan/PlanScreen';
import { externalRoutes, plansRouteRef } from '../routes';
import { goldenPathTranslationRef } from '../translation';

/** One plan, for its maker and for those who decide on it. */
export function PlanPage(props: { id: string }) {
  const { id } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const api = useApi(goldenPathApiRef);
  const navigate = useNavigate();
  const taskRoute = useRouteRef(externalRoutes.task);
  const plansRoute = useRouteRef(plansRouteRef);
  const { plan, error, refresh, setPlan } = useCurrentPlan(
    () => api.getPlan(id),
    [api, id],
  );
  if (plan) {
    return (
      <BreadcrumbEntry
        entry={{ label: plan.name ?? plan.templateTitle, href: id }}
      >
        <Container>
          <PlanScreen
            plan={plan}
            isOld={error !== undefined}
            onPlan={setPlan}
            onRefresh={refresh}
            onCreated={taskId =>
              taskRoute ? navigate(taskRoute({ taskId })) : refresh()
            }
          />
        </Container>
      </BreadcrumbEntry>
    );
  }
  if (!error) {
    return <PlanProgress what="page" />;
  }
  return (
    <Container>
      <Failure
        error={error}
        title={t('failure.page')}
        retry={refresh}
        actions={
          <ButtonLink
            variant="secondary"
            size="small"
            href={plansRoute?.() ?? '/create/plans'}
          >
            {t('decide.back')}
          </ButtonLink>
        }
      />
    </Container>
  );
}
