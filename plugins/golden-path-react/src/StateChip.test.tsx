/** Component layer: where a plan stands, as a fact and as words. */
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { StateChip } from './StateChip';
import { type Standing, standingOf } from './standingOf';

describe('standingOf', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    ['ready', '2026-11-21T13:00:00Z', 'ready'],
    ['ready', '2026-11-21T11:00:00Z', 'expired'],
    ['waiting', '2026-11-21T12:00:00Z', 'expired'],
    ['created', '2026-11-20T12:00:00Z', 'created'],
    ['denied', '2026-11-20T12:00:00Z', 'denied'],
  ] as const)('of a plan that is %s until %s is %s', (state, expiresAt, is) => {
    expect(standingOf({ state, expiresAt }, now)).toBe(is);
  });
});

describe('StateChip', () => {
  it('has words of its own for each standing', async () => {
    const standings: Standing[] = ['ready', 'approved', 'denied', 'expired'];
    renderInTestApp(
      <>
        {standings.map(standing => (
          <p key={standing}>
            <StateChip standing={standing} />
          </p>
        ))}
      </>,
    );
    for (const words of ['Ready to create', 'Approved', 'Denied', 'Expired']) {
      expect(await screen.findByText(words)).toBeVisible();
    }
  });
});
