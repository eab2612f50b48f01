import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { LedgerEntry } from '@notes/plugin-golden-path-common';
import { LedgerService } from './LedgerService';

const USER = 'user:default/dev.rivera';
const caller = { userRef: USER, credentials: mockCredentials.user(USER) };
const entry = {
  ...{ id: '1', taskId: 'old', kind: 'repository', target: 'notes/orders' },
  ...{ state: 'done', createdBy: USER },
} as LedgerEntry;

/** Begins a task whose forerunner has left a repository. */
async function begin(options: {
  recovers: boolean;
  status: string;
  silentMinutes: number;
}) {
  const lastHeartbeatAt = new Date(
    Date.now() - options.silentMinutes * 60_000,
  ).toISOString();
  const service = new LedgerService({
    logger: mockServices.logger.mock(),
    recovers: options.recovers,
    scaffolder: {
      getTask: async () =>
        ({ status: options.status, lastHeartbeatAt }) as never,
    },
    undoer: { undo: async () => 'undone' },
    store: {
      ...{ begin: async () => {}, findOwner: async () => undefined },
      record: async () => entry,
      list: async taskId => (taskId === 'old' ? [entry] : []),
      listForerunners: async () => ['old'],
      settle: async (_, state) => ({ ...entry, state }),
    },
  });
  const task = { taskId: 'new', templateRef: 'template:default/a' };
  const result = await service.begin({ ...task, subject: 'a' }, caller);
  return result.undone.map(({ target }) => target);
}

describe('what a forerunner has left', () => {
  const silent = { status: 'processing', silentMinutes: 3 };

  it.each(['failed', 'cancelled'])(
    'is taken back when its status is %s',
    async status => {
      const left = { recovers: true, status, silentMinutes: 0 };
      expect(await begin(left)).toEqual(['notes/orders']);
    },
  );

  it('stays while the forerunner runs', async () => {
    const runs = { status: 'processing', silentMinutes: 1 };
    expect(await begin({ recovers: false, ...runs })).toEqual([]);
  });

  it('stays when the forerunner was killed and is going to be recovered', async () => {
    expect(await begin({ recovers: true, ...silent })).toEqual([]);
  });

  it('is taken back when the forerunner was killed and nothing recovers it', async () => {
    expect(await begin({ recovers: false, ...silent })).toEqual([
      'notes/orders',
    ]);
  });
});
