import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import type { Plan } from '@notes/plugin-golden-path-common';
import { externalRoutes } from '../routes';
import { goldenPathTranslationRef } from '../translation';

/** A plan that has been carried out, and the task that did it. */
export function Created({ plan: { taskId } }: { plan: Plan }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const taskRoute = useRouteRef(externalRoutes.task);
  const address = taskId && taskRoute?.({ taskId });
  return (
    <Alert
      role="status"
      status="success"
      icon
      title={t('standing.created')}
      description={taskId ? undefined : t('standing.starting')}
      customActions={
        address && (
          <ButtonLink variant="primary" size="small" href={address}>
            {t('standing.openTask')}
          </ButtonLink>
        )
      }
    />
  );
}
