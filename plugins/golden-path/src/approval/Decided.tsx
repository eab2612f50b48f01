import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import type { ReactNode } from 'react';
import { formatTime } from '@notes/plugin-portal-react';
import { useNames } from '@notes/plugin-golden-path-react';
import type { PlanScreenProps } from '../plan/PlanScreen';
import { goldenPathTranslationRef } from '../translation';
import { FormLink } from './FormLink';
import { Sentences } from './Sentences';

/** What was decided, by whom and why. */
export function Decided(props: PlanScreenProps & { isMine: boolean }) {
  const { plan, isMine, onBack } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { decision } = plan.approval;
  const nameOf = useNames(decision ? [decision.by] : []);
  if (!decision) {
    return null;
  }
  const { outcome, reason, by, at } = decision;
  const denied = outcome === 'denied';
  const sentences = [
    reason && t('standing.reasonGiven', { reason }),
    denied && isMine && t('standing.denyHint'),
  ];
  let actions: ReactNode;
  if (denied && isMine) {
    actions = onBack ? (
      <Button variant="secondary" size="small" onPress={onBack}>
        {t('standing.change')}
      </Button>
    ) : (
      <FormLink plan={plan} />
    );
  }
  return (
    <Alert
      role="status"
      status={denied ? 'danger' : 'success'}
      icon
      title={t(`standing.${outcome}`, {
        person: nameOf(by),
        time: formatTime(at),
      })}
      description={<Sentences lines={sentences} />}
      customActions={actions}
    />
  );
}
