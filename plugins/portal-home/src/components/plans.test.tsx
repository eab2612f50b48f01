/** Component layer: the plans of a person, and those that wait for them. */
import type { Entity } from '@backstage/catalog-model';
import type { PlanSummary } from '@notes/plugin-golden-path-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderHome } from '../__testUtils__/renderHome';

const HOUR_MS = 60 * 60 * 1000;

function ago(hours: number): string {
  return new Date(Date.now() - hours * HOUR_MS).toISOString();
}

function createPlan(name: string, more: Partial<PlanSummary> = {}) {
  const plan: PlanSummary = {
    ...{ id: `id-${name}`, name, hash: 'a', state: 'waiting' },
    ...{ stateReason: undefined, taskId: undefined },
    ...{ templateRef: 'template:default/gitops', templateTitle: 'GitOps' },
    ...{ templateVersion: '1.0.0', createdBy: 'user:default/sam' },
    ...{ createdAt: ago(3), expiresAt: ago(-20) },
    approval: createApproval(2, true),
    ...more,
  };
  return plan;
}

function createApproval(hours: number, canDecide: boolean) {
  return {
    ...{ required: true, approvers: ['group:default/notes-team'], canDecide },
    request: {
      ...{ by: 'user:default/sam', at: ago(hours), note: undefined },
    },
    decision: undefined,
  };
}

/** What makes the person somebody who is asked. */
const TEMPLATE: Entity = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'gitops', namespace: 'default', uid: 'gitops' },
  spec: { type: 'gitops', owner: 'notes-team' },
  relations: [{ type: 'ownedBy', targetRef: 'group:default/notes-team' }],
};

const TO_DECIDE = 'Plans that wait for me';
const MINE = 'My plans';

function lists(waiting: PlanSummary[], mine: PlanSummary[] = []) {
  return async ({ state }: { state?: 'waiting' }) =>
    state === 'waiting' ? waiting : mine;
}

describe('plans that wait for me', () => {
  it('come first, the oldest on top, each with its age and a way to it', async () => {
    const plans = lists([
      createPlan('young', { approval: createApproval(1, true) }),
      createPlan('old', { approval: createApproval(30, true) }),
      createPlan('not-mine', { approval: createApproval(9, false) }),
    ]);
    renderHome({ entities: [TEMPLATE], plans });
    const region = await screen.findByRole('region', { name: TO_DECIDE });
    const rows = await within(region).findAllByRole('listitem');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toHaveTextContent('old');
    expect(rows[0]).toHaveTextContent('GitOps, asked by sam 1 day ago');
    expect(
      within(rows[1]).getByRole('link', { name: 'young' }),
    ).toHaveAttribute('href', '/create/plans/id-young');
    expect(
      within(region).getByRole('link', { name: /See all/ }),
    ).toHaveAttribute('href', '/create/plans');
    const headings = screen.getAllByRole('heading', { level: 2 });
    const titles = headings.map(each => each.textContent);
    expect(titles.indexOf(TO_DECIDE)).toBeLessThan(
      titles.indexOf('My services'),
    );
  });

  it('has nothing to say to whose groups own no template', async () => {
    renderHome({ plans: lists([createPlan('old')]) });
    await screen.findByRole('region', { name: MINE });
    expect(screen.queryByRole('region', { name: TO_DECIDE })).toBeNull();
  });

  it('says so when nobody waits', async () => {
    renderHome({ entities: [TEMPLATE] });
    expect(
      await screen.findByText('No plan waits for your decision.'),
    ).toBeVisible();
  });

  it('says what failed, and asks again on request', async () => {
    const plans = jest.fn(lists([createPlan('old')]));
    plans.mockRejectedValue(new Error('plans are away'));
    renderHome({ entities: [TEMPLATE], plans });
    const region = await screen.findByRole('region', { name: TO_DECIDE });
    expect(await within(region).findByText('plans are away')).toBeVisible();
    plans.mockImplementation(lists([createPlan('old')]));
    await userEvent.click(within(region).getByText('Try again'));
    expect(
      await within(region).findByRole('link', { name: 'old' }),
    ).toBeVisible();
  });
});

describe('my plans', () => {
  it('show where each of them stands', async () => {
    const mine = [
      createPlan('asked'),
      createPlan('agreed', { state: 'approved' }),
      createPlan('refused', { state: 'denied' }),
      createPlan('late', { state: 'ready', expiresAt: ago(1) }),
    ];
    renderHome({ plans: lists([], mine) });
    const region = await screen.findByRole('region', { name: MINE });
    const rows = await within(region).findAllByRole('listitem');
    expect(rows.map(each => each.textContent)).toEqual([
      'askedGitOps, made 3 hours agoWaiting for approval',
      'agreedGitOps, made 3 hours agoApproved',
      'refusedGitOps, made 3 hours agoDenied',
      'lateGitOps, made 3 hours agoExpired',
    ]);
  });

  it('say what will be there when there is none, and that they are loading until then', async () => {
    let answer: (plans: PlanSummary[]) => void = () => {};
    renderHome({
      plans: () => new Promise<PlanSummary[]>(resolve => (answer = resolve)),
    });
    expect(
      await screen.findByRole('status', { name: `Loading: ${MINE}` }),
    ).toBeInTheDocument();
    answer([]);
    expect(
      await screen.findByText(/You have not planned anything yet/),
    ).toBeVisible();
  });

  it('look again while somebody is about to decide', async () => {
    jest.useFakeTimers();
    try {
      const plans = jest
        .fn()
        .mockResolvedValueOnce([createPlan('asked')])
        .mockResolvedValue([createPlan('asked', { state: 'approved' })]);
      renderHome({ plans });
      const words = 'Waiting for approval';
      expect(await screen.findByText(words)).toBeInTheDocument();
      await act(() => jest.advanceTimersByTimeAsync(15_100));
      expect(await screen.findByText('Approved')).toBeInTheDocument();
      const calls = plans.mock.calls.length;
      await act(() => jest.advanceTimersByTimeAsync(60_000));
      await waitFor(() => expect(plans).toHaveBeenCalledTimes(calls));
    } finally {
      jest.useRealTimers();
    }
  });
});
