/** Component layer: what the platform makes for the claims of a plan. */
import type { PlanComposedResource } from '@notes/plugin-golden-path-common';
import { screen, within } from '@testing-library/react';
import { openTab, renderPlan } from '../__testUtils__/renderPlan';

// Whole pages take their time on a busy machine.
jest.setTimeout(30_000);

function createResource(
  environment: string | undefined,
  more: Partial<PlanComposedResource> = {},
): PlanComposedResource {
  return {
    ...{ environment, claim: 'PostgreSQLInstance/billing-postgresql' },
    ...{ apiVersion: 'rds/v1', kind: 'Instance', name: 'billing-db' },
    ...{ resource: 'server', yaml: `kind: Instance\nin: ${environment}\n` },
    ...more,
  };
}

function renderComposed(data: PlanComposedResource[]) {
  return renderPlan({ composed: { state: 'available', data } });
}

describe('what the platform makes', () => {
  it('is shown with its YAML, environment by environment', async () => {
    const { user } = renderComposed([
      createResource('dev'),
      createResource('prod'),
      createResource('prod', { kind: 'SubnetGroup', name: 'billing-…' }),
    ]);
    await openTab(user, 'Platform resources');
    const part = await screen.findByRole('region', {
      name: 'What the platform makes for them',
    });
    const first = within(part).getByRole('region', {
      name: 'Instance/billing-db',
    });
    expect(first).toHaveTextContent('in: dev');
    expect(first).toHaveTextContent(
      'server of PostgreSQLInstance/billing-postgresql',
    );
    await openTab(user, 'prod');
    const objects = screen.getByRole('listbox', {
      name: 'What the platform makes in prod',
    });
    expect(within(objects).getAllByRole('option')).toHaveLength(2);
    await user.click(within(objects).getByRole('option', { name: /…/ }));
    expect(
      screen.getByRole('region', { name: 'SubnetGroup/billing-…' }),
    ).toHaveTextContent('in: prod');
  });

  it('says so when a plan is older than the YAML of its resources', async () => {
    const { user } = renderComposed([
      createResource(undefined, { yaml: undefined, resource: undefined }),
    ]);
    await openTab(user, 'Platform resources');
    expect(
      await screen.findByText(/made before its YAML was kept/),
    ).toBeVisible();
    expect(
      screen.getByText(/for PostgreSQLInstance\/billing-postgresql/),
    ).toBeVisible();
  });

  it('says so when the platform makes nothing', async () => {
    const { user } = renderComposed([]);
    await openTab(user, 'Platform resources');
    expect(
      await screen.findByText('The platform makes nothing for these claims.'),
    ).toBeVisible();
  });
});
