import { createContext, type MutableRefObject } from 'react';

/** The plan that was made last, and of which answers. */
export interface MadePlan {
  /** The answers, always written in the same way. */
  answers: string;
  planId: string;
}

/** What outlives the step of the plan while a person goes back and forth in the form. */
export const PlanWizardContext = createContext<
  | {
      templateRef: string;
      made: MutableRefObject<MadePlan | undefined>;
      /** The task that was started, for the form to lead to. */
      taskId: MutableRefObject<string | undefined>;
    }
  | undefined
>(undefined);
