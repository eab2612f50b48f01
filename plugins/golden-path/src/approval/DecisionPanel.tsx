import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useState } from 'react';
import { formatTime } from '@notes/plugin-portal-react';
import { useNames } from '@notes/plugin-golden-path-react';
import parts from '../plan/Plan.module.css';
import { PlanPart } from '../plan/PlanPart';
import type { PlanScreenProps } from '../plan/PlanScreen';
import { goldenPathTranslationRef } from '../translation';
import styles from './Approval.module.css';
import { DecisionDialog } from './DecisionDialog';

/** What an approver is asked, and the two answers. */
export function DecisionPanel(props: PlanScreenProps) {
  const { plan, onPlan, onRefresh } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const [decision, setDecision] = useState<'approve' | 'deny'>();
  const { request } = plan.approval;
  const nameOf = useNames(request ? [request.by] : []);
  return (
    <PlanPart title={t('decide.title')}>
      {request && (
        <>
          <p className={parts.note}>
            {t('decide.intro', {
              person: nameOf(request.by),
              time: formatTime(request.at),
            })}
          </p>
          {request.note && (
            <blockquote className={styles.quote}>{request.note}</blockquote>
          )}
        </>
      )}
      <div className={parts.buttons}>
        <Button variant="primary" onPress={() => setDecision('approve')}>
          {t('decide.approve')}
        </Button>
        <Button variant="secondary" onPress={() => setDecision('deny')}>
          {t('decide.deny')}
        </Button>
      </div>
      {decision && (
        <DecisionDialog
          plan={plan}
          decision={decision}
          onClose={() => setDecision(undefined)}
          onPlan={onPlan}
          onRefused={onRefresh}
        />
      )}
    </PlanPart>
  );
}
