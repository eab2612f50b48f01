import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { standingOf } from '@notes/plugin-golden-path-react';
import type { PlanScreenProps } from '../plan/PlanScreen';
import { goldenPathTranslationRef } from '../translation';
import { FormLink } from './FormLink';

/** A plan that can no longer be created, and the way to a new one. */
export function Ended(props: PlanScreenProps & { isMine: boolean }) {
  const { plan, isMine, onRemake } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const expired = standingOf(plan) === 'expired';
  return (
    <Alert
      role="status"
      status="warning"
      icon
      title={expired ? t('standing.expired') : t('standing.void')}
      description={expired ? t('standing.expiredHint') : plan.stateReason}
      customActions={
        isMine && (
          <Remake label={t('standing.remake')} onPress={onRemake} plan={plan} />
        )
      }
    />
  );
}

function Remake(props: {
  label: string;
  onPress: (() => void) | undefined;
  plan: PlanScreenProps['plan'];
}) {
  const { label, onPress, plan } = props;
  return onPress ? (
    <Button variant="primary" size="small" onPress={onPress}>
      {label}
    </Button>
  ) : (
    <FormLink plan={plan} />
  );
}
