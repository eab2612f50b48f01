import { useApi } from '@backstage/frontend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { canonicalJson } from '@notes/plugin-golden-path-common';
import { useCallback, useContext, useState } from 'react';
import { goldenPathApiRef } from '@notes/plugin-golden-path-react';
import { type CurrentPlan, useCurrentPlan } from '../hooks/useCurrentPlan';
import { PlanWizardContext } from './PlanWizardContext';

/** The context of the form that a step belongs to. */
export function usePlanWizard() {
  const context = useContext(PlanWizardContext);
  if (!context) {
    throw new Error('The step of the plan is used outside the form');
  }
  return context;
}

/**
 * The plan of these answers: a new one when they differ from those of the last plan.
 *
 * Who goes back to look and changes nothing comes back to the same plan, with
 * its approval; who changes anything gets a new plan.
 */
export function usePlanOf(
  formData: JsonObject,
): CurrentPlan & { replaced: boolean; remake(): void } {
  const api = useApi(goldenPathApiRef);
  const { templateRef, made } = usePlanWizard();
  const [replaced, setReplaced] = useState(false);
  const answers = canonicalJson(formData);
  const load = async () => {
    if (made.current?.answers === answers) {
      return api.getPlan(made.current.planId);
    }
    // What was left empty is not sent at all.
    const values = JSON.parse(answers) as JsonObject;
    const plan = await api.createPlan({ templateRef, values });
    setReplaced(made.current !== undefined);
    made.current = { answers, planId: plan.id };
    return plan;
  };
  const current = useCurrentPlan(load, [api, templateRef, answers]);
  const { refresh, setPlan } = current;
  const remake = useCallback(() => {
    made.current = undefined;
    setReplaced(false);
    setPlan(undefined);
    refresh();
  }, [made, refresh, setPlan]);
  return { ...current, replaced, remake };
}
