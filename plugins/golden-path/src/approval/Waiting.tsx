import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { formatTime } from '@notes/plugin-portal-react';
import { useNames } from '@notes/plugin-golden-path-react';
import type { PlanScreenProps } from '../plan/PlanScreen';
import { goldenPathTranslationRef } from '../translation';
import { Sentences } from './Sentences';

/** A plan on which somebody else has to decide. */
export function Waiting(props: PlanScreenProps) {
  const { plan, onRefresh } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { approvers, request } = plan.approval;
  const nameOf = useNames(approvers);
  const sentences = [
    request && t('standing.waitingSince', { time: formatTime(request.at) }),
    t('standing.waitingKeep', { time: formatTime(plan.expiresAt) }),
    request?.note && t('standing.theirNote', { note: request.note }),
  ];
  return (
    <Alert
      role="status"
      status="info"
      icon
      title={t('standing.waiting', {
        approvers: approvers.map(nameOf).join(', '),
      })}
      description={<Sentences lines={sentences} />}
      customActions={
        <Button variant="secondary" size="small" onPress={onRefresh}>
          {t('standing.check')}
        </Button>
      }
    />
  );
}
