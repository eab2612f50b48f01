import { standingOf } from '@notes/plugin-golden-path-react';
import { useIsMine } from '../hooks/useIsMine';
import type { PlanScreenProps } from '../plan/PlanScreen';
import { Created } from './Created';
import { Decided } from './Decided';
import { DecisionPanel } from './DecisionPanel';
import { Ended } from './Ended';
import { RequestApproval } from './RequestApproval';
import { Waiting } from './Waiting';

/** What the state of a plan means for the one who looks at it, and what can be done. */
export function PlanStanding(props: PlanScreenProps) {
  const { plan, onPlan } = props;
  const isMine = useIsMine(plan.createdBy);
  if (plan.approval.canDecide) {
    return <DecisionPanel {...props} />;
  }
  switch (standingOf(plan)) {
    case 'void':
    case 'expired':
      return <Ended {...props} isMine={isMine} />;
    case 'created':
      return <Created plan={plan} />;
    case 'approval-required':
      return isMine ? <RequestApproval plan={plan} onPlan={onPlan} /> : null;
    case 'waiting':
      return <Waiting {...props} />;
    case 'approved':
    case 'denied':
      return <Decided {...props} isMine={isMine} />;
    default:
      return null;
  }
}
