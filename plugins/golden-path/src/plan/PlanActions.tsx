import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { goldenPathApiRef, standingOf } from '@notes/plugin-golden-path-react';
import { useIsMine } from '../hooks/useIsMine';
import { goldenPathTranslationRef } from '../translation';
import { Failure } from './Failure';
import styles from './Plan.module.css';
import type { PlanScreenProps } from './PlanScreen';

/** The way back, and the button that makes the plan happen. */
export function PlanActions(props: PlanScreenProps) {
  const { plan, secrets, onBack, onRefresh, onCreated } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const api = useApi(goldenPathApiRef);
  const isMine = useIsMine(plan.createdBy);
  const [{ loading, error }, create] = useAsyncFn(async () => {
    try {
      const { id, hash } = plan;
      const { taskId } = await api.createFromPlan(id, { hash, secrets });
      onCreated(taskId);
    } catch (failure) {
      // It may have become void or been decided on meanwhile.
      onRefresh();
      throw failure;
    }
  }, [api, plan, secrets, onRefresh, onCreated]);
  const canCreate = isMine && ['ready', 'approved'].includes(standingOf(plan));
  if (!onBack && !canCreate && !error) {
    return null;
  }
  return (
    <div className={styles.actions}>
      {error && <Failure error={error} title={t('failure.create')} />}
      {onBack && (
        <Button variant="secondary" onPress={onBack}>
          {t('actions.back')}
        </Button>
      )}
      {canCreate && plan.policy.verdict === 'fail' && (
        <Text color="warning">{t('actions.failing')}</Text>
      )}
      {canCreate && (
        <Button
          variant="primary"
          isPending={loading}
          onPress={() => void create()}
        >
          {t('actions.create')}
        </Button>
      )}
    </div>
  );
}
