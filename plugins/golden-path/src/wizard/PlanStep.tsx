import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  type ReviewStepProps,
  useTemplateSecrets,
} from '@backstage/plugin-scaffolder-react';
import { Button } from '@backstage/ui';
import { Failure } from '../plan/Failure';
import { PlanProgress } from '../plan/PlanProgress';
import { PlanScreen } from '../plan/PlanScreen';
import { goldenPathTranslationRef } from '../translation';
import { usePlanOf, usePlanWizard } from './usePlanOf';

/** The last step of a form: what would happen, and the button that makes it happen. */
export function PlanStep(props: ReviewStepProps) {
  const { formData, handleBack, handleCreate } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { taskId } = usePlanWizard();
  const { secrets } = useTemplateSecrets();
  const current = usePlanOf(formData);
  const { plan, error, loading, replaced, remake } = current;
  if (plan) {
    return (
      <PlanScreen
        plan={plan}
        isOld={error !== undefined}
        notice={replaced ? t('wizard.replaced') : undefined}
        secrets={secrets}
        onBack={handleBack}
        onRemake={remake}
        onPlan={current.setPlan}
        onRefresh={current.refresh}
        onCreated={id => {
          taskId.current = id;
          handleCreate();
        }}
      />
    );
  }
  if (loading || !error) {
    return <PlanProgress what="plan" />;
  }
  return <PlanFailure error={error} onBack={handleBack} onRetry={remake} />;
}

function PlanFailure(props: {
  error: Error;
  onBack: () => void;
  onRetry: () => void;
}) {
  const { error, onBack, onRetry } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const titles = new Map([
    ['InputError', t('failure.input')],
    ['NotAllowedError', t('failure.planDenied')],
  ]);
  return (
    <Failure
      error={error}
      title={titles.get(error.name) ?? t('failure.plan')}
      hint={t('failure.answersKept')}
      retry={onRetry}
      actions={
        <Button variant="secondary" size="small" onPress={onBack}>
          {t('actions.back')}
        </Button>
      }
    />
  );
}
