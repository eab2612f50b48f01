/** Component layer: the page with a fake of its API. */
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type {
  AuditEventPage,
  AuditLogApi,
} from '@notes/plugin-audit-log-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { auditLogApiRef } from '../auditLogApiRef';
import { createEvent } from '../testing/createEvent';
import { AuditLogPage } from './AuditLogPage';

function renderPage(
  options: {
    pages?: (AuditEventPage | Error)[];
    address?: string;
  } = {},
) {
  const { pages = [{ items: [createEvent()] }], address } = options;
  const answers = [...pages];
  const api = {
    listEvents: jest.fn<
      Promise<AuditEventPage>,
      Parameters<AuditLogApi['listEvents']>
    >(async () => {
      // The last answer is given again and again.
      const answer = answers.length > 1 ? answers.shift()! : answers[0];
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    }),
    listFacets: jest.fn(async () => ({
      actors: ['plugin:scaffolder', 'user:default/dev.rivera'],
      actions: ['catalog.entity-mutate.delete', 'scaffolder.task.create'],
    })),
  };
  renderInTestApp(<AuditLogPage />, {
    apis: [
      [auditLogApiRef, api],
      [permissionApiRef, mockApis.permission()],
    ],
    initialRouteEntries: [`/${address ?? ''}`],
  });
  return { api, user: userEvent.setup() };
}

function lastQuery(api: ReturnType<typeof renderPage>['api']) {
  return api.listEvents.mock.lastCall?.[0];
}

describe('AuditLogPage', () => {
  it('lists who did what, to what and how it ended', async () => {
    renderPage({
      pages: [
        {
          items: [
            createEvent(),
            createEvent({
              id: '2',
              actor: 'plugin:scaffolder',
              action: 'scaffolder.task.stale-cancel',
              status: 'failed',
              entityRef: undefined,
            }),
            createEvent({ id: '3', actor: undefined, status: 'initiated' }),
          ],
        },
      ],
    });
    await screen.findByText('The portal (scaffolder)', { ignore: 'option' });
    const [, first, second, third] = screen.getAllByRole('row');
    expect(within(first).getByRole('rowheader')).toHaveTextContent(
      'Start task',
    );
    expect(first).toHaveTextContent('dev.rivera');
    expect(first).toHaveTextContent('template:node-service');
    expect(first).toHaveTextContent('Done');
    expect(second).toHaveTextContent('The portal (scaffolder)');
    expect(second).toHaveTextContent('Failed');
    expect(third).toHaveTextContent('Nobody signed in');
    expect(third).toHaveTextContent('Not ended');
  });

  it('gives the time in words and, on demand, exactly', async () => {
    renderPage({
      pages: [
        {
          items: [
            createEvent({ time: new Date(Date.now() - 180_000).toISOString() }),
          ],
        },
      ],
    });
    const time = await screen.findByText('3 minutes ago');
    expect(time).toHaveAttribute(
      'title',
      expect.stringMatching(/20\d\d.*\d:\d\d/),
    );
  });

  it('says who may read it when the backend refuses', async () => {
    renderPage({
      pages: [Object.assign(new Error('no'), { statusCode: 403 })],
    });
    expect(
      await screen.findByText('The audit log is for platform engineers'),
    ).toBeVisible();
  });

  it('says that nothing is recorded yet when the log is empty', async () => {
    renderPage({ pages: [{ items: [] }] });
    expect(await screen.findByText(/Nothing is recorded yet/)).toBeVisible();
  });

  it('offers to clear the filters when nothing matches', async () => {
    const { api, user } = renderPage({
      pages: [{ items: [] }],
      address: '?entity=component:default/x',
    });
    await user.click(
      await screen.findByRole('button', { name: 'Clear the filters' }),
    );
    await waitFor(() => expect(lastQuery(api)?.entity).toBeUndefined());
    expect(await screen.findByText(/Nothing is recorded yet/)).toBeVisible();
  });

  it('asks for what the address says', async () => {
    const { api } = renderPage({
      address:
        '?person=user:default/lee&action=scaffolder.task.create&entity=component:default/x&status=failed&range=week',
    });
    await screen.findByText('Start task', { ignore: 'option' });
    expect(lastQuery(api)).toMatchObject({
      actor: 'user:default/lee',
      action: 'scaffolder.task.create',
      entity: 'component:default/x',
      status: 'failed',
      from: expect.any(String),
    });
    // A person without events can still be seen as the chosen one.
    expect(screen.getByRole('button', { name: /lee.*Person/ })).toBeVisible();
  });

  it('filters by a picked person', async () => {
    const { api, user } = renderPage();
    await screen.findByText('Start task', { ignore: 'option' });
    await user.click(screen.getByRole('button', { name: /Anyone.*Person/ }));
    await user.click(await screen.findByRole('option', { name: 'dev.rivera' }));
    await waitFor(() =>
      expect(lastQuery(api)?.actor).toBe('user:default/dev.rivera'),
    );
  });

  it('filters by an entity on Enter, and keeps what it does not understand', async () => {
    const { api, user } = renderPage();
    const field = await screen.findByRole('textbox', { name: 'Entity' });
    await user.type(field, 'component:{Enter}');
    expect(screen.getByText(/Write a reference such as/)).toBeVisible();
    expect(field).toHaveValue('component:');
    expect(lastQuery(api)?.entity).toBeUndefined();

    await user.clear(field);
    await user.type(field, 'notes-service{Enter}');
    await waitFor(() =>
      expect(lastQuery(api)?.entity).toBe('component:default/notes-service'),
    );
  });

  it('shows all that is kept about an event in a dialog, by keyboard too', async () => {
    const { user } = renderPage({
      pages: [
        {
          items: [
            createEvent({ status: 'failed', error: 'The name is taken' }),
          ],
        },
      ],
    });
    await screen.findByText('Start task', { ignore: 'option' });
    screen.getAllByRole('row')[1].focus();
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog', { name: 'Start task' });
    expect(within(dialog).getByText('The name is taken')).toBeVisible();
    expect(
      within(dialog).getByText('POST /api/scaffolder/v2/tasks'),
    ).toBeVisible();
    expect(within(dialog).getByText(/"actionType": "create"/)).toBeVisible();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('adds older events below, until there are none', async () => {
    const { api, user } = renderPage({
      pages: [
        { items: [createEvent()], nextCursor: 'next' },
        { items: [createEvent({ id: '2', actor: 'user:default/pat' })] },
      ],
    });
    await user.click(
      await screen.findByRole('button', { name: 'Show older events' }),
    );
    expect(await screen.findByText('These are all the events.')).toBeVisible();
    expect(screen.getAllByRole('rowheader')).toHaveLength(2);
    expect(lastQuery(api)?.cursor).toBe('next');
  });

  it('keeps the old list and says so when asking again fails, then recovers', async () => {
    const { user } = renderPage({
      pages: [
        { items: [createEvent()] },
        new Error('connect ECONNREFUSED'),
        { items: [createEvent({ status: 'failed' })] },
      ],
    });
    await screen.findByText('Done', { ignore: 'option' });
    await user.click(screen.getByRole('button', { name: 'Refresh' }));
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent(
      'ECONNREFUSED The list below is from before.',
    );
    expect(screen.getByText('Done', { ignore: 'option' })).toBeVisible();

    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText('Failed', { ignore: 'option' }),
    ).toBeVisible();
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
