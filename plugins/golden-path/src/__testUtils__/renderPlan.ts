import type { JsonObject } from '@backstage/types';
import { createPlan } from './createPlan';
import { FakeServer } from './FakeServer';
import { renderPlans } from './renderPlans';
import { screen } from '@testing-library/react';

/** Renders the page of one plan. */
export function renderPlan(
  more: Parameters<typeof createPlan>[0] = {},
  person?: string,
  pages?: JsonObject[],
) {
  const plan = createPlan(more);
  const server = new FakeServer(plan);
  const user = renderPlans(server, { path: plan.id, person, pages });
  return { plan, server, user };
}

export async function openTab(
  user: ReturnType<typeof renderPlans>,
  name: string,
) {
  await user.click(await screen.findByRole('tab', { name }));
}
