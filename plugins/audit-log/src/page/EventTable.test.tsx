/** Component layer: the layout of a phone. */
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import { createEvent } from '../testing/createEvent';
import { EventTable } from './EventTable';

jest.mock('@backstage/ui', () => ({
  ...jest.requireActual('@backstage/ui'),
  useBreakpoint: () => ({ up: () => false, down: () => true }),
}));

describe('EventTable on a phone', () => {
  it('has two columns, with the person and the time below the action', async () => {
    const now = Date.parse('2026-11-21T08:03:00Z');
    renderInTestApp(
      <EventTable
        events={[createEvent()]}
        isStale={false}
        now={now}
        onChoose={() => {}}
        emptyState={null}
      />,
    );
    expect(await screen.findByText('dev.rivera, 3 minutes ago')).toBeVisible();
    expect(
      screen.getAllByRole('columnheader').map(header => header.textContent),
    ).toEqual(['What', 'Outcome']);
  });
});
