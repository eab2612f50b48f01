import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { Plan } from '@notes/plugin-golden-path-common';
import { useEffect, useRef } from 'react';
import { goldenPathTranslationRef } from '../translation';
import { PlanStanding } from '../approval/PlanStanding';
import { Facts } from './Facts';
import styles from './Plan.module.css';
import { PlanActions } from './PlanActions';
import { PlanHeader } from './PlanHeader';
import { PlanTabs } from './PlanTabs';

export interface PlanScreenProps {
  plan: Plan;
  /** Whether the last look for news failed. */
  isOld: boolean;
  /** Something to say about how the plan came about. */
  notice?: string;
  secrets?: Record<string, string>;
  /** Leads back to the form, where there is one. */
  onBack?: () => void;
  /** Makes a new plan of the same answers, where they are at hand. */
  onRemake?: () => void;
  onPlan(plan: Plan): void;
  onRefresh(): void;
  onCreated(taskId: string): void;
}

/** A plan: where it stands, what it holds, and what can be done with it. */
export function PlanScreen(props: PlanScreenProps) {
  const { plan, isOld, notice } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that led here is gone, and with it the place of a keyboard.
  useEffect(() => heading.current?.focus(), [plan.id]);
  return (
    <article className={styles.screen}>
      <PlanHeader plan={plan} headingRef={heading} />
      {notice && <Alert role="status" status="info" icon title={notice} />}
      {isOld && (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('failure.refresh')}
        />
      )}
      <PlanStanding {...props} />
      <Facts plan={plan} />
      <PlanActions {...props} />
      <PlanTabs plan={plan} />
    </article>
  );
}
