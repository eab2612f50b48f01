/**
 * App layer: the real portal in a process of its own is killed while it runs tasks, and started again on
 * the same data. Every task must come to its end by itself, and make everything exactly once.
 *
 * A few places on every run; all of them with KILL_EVERYWHERE=1.
 */
import { rm } from 'node:fs/promises';
import { expectMadeOnce } from './__testUtils__/expectMadeOnce';
import { KillablePortal } from './__testUtils__/KillablePortal';
import {
  KILL_POINTS,
  type KillPoint,
  REFUSED_COMMIT,
} from './__testUtils__/killPoints';
import { serviceValues } from './__testUtils__/values';

jest.setTimeout(300_000);

const everywhere = process.env.KILL_EVERYWHERE === '1';
const points = KILL_POINTS.filter(point => everywhere || point.always);
const nameOf = (index: number) => `killed-${index}`;

const find = (place: string): KillPoint => {
  const found = KILL_POINTS.find(point => point.place === place);
  if (!found) {
    throw new Error(`There is no place '${place}'`);
  }
  return found;
};

let portal: KillablePortal;

/** Starts a task and comes back when it waits at the place. */
async function runInto({ hold, fail }: KillPoint, name: string) {
  if (fail) {
    await portal.arm(fail);
  }
  return portal.holdAt(hold, () =>
    portal.client.start('node-service', serviceValues(name)),
  );
}

beforeAll(async () => {
  portal = await KillablePortal.create();
}, 120_000);
afterAll(() => portal?.stop());

describe('a task whose portal is killed', () => {
  const tasks: string[] = [];
  let homeless: string;
  beforeAll(async () => {
    homeless = await runInto(find('between publish and register'), 'homeless');
    // One after the other, because each place is that of the next request.
    for (const [index, point] of points.entries()) {
      tasks.push(await runInto(point, nameOf(index)));
    }
    await portal.kill();
    await rm(portal.workspaceOf(homeless), { recursive: true });
    await portal.start();
  }, 240_000);

  it.each(points.map((point, index) => [point.place, index] as const))(
    'is completed by the next one when it was killed %s',
    async (_, index) => {
      const task = await portal.client.finish(tasks[index]);
      expect(task).toMatchObject({ status: 'completed' });
      const { history } = points[index];
      const { taskId } = task;
      await expectMadeOnce(portal.client, nameOf(index), taskId, history);
    },
  );

  it('starts over and makes nothing twice when its files are gone', async () => {
    const { log, status } = await portal.client.finish(homeless);
    expect(status).toBe('completed');
    await expectMadeOnce(portal.client, 'homeless', homeless);
    expect(log).toContain('Starting over: the files of the earlier run');
  });

  it('starts over when a person retries it after it has failed', async () => {
    const { client } = portal;
    await portal.arm(REFUSED_COMMIT);
    const { taskId, status, log } = await client.run(
      'node-service',
      serviceValues('retried'),
    );
    expect(status).toBe('failed');
    expect(log).toContain('Took back repository notes/retried');

    const retry = `/scaffolder/v2/tasks/${taskId}/retry`;
    expect(await client.call(retry, { body: {} })).toMatchObject({
      status: 201,
    });
    expect(await client.finish(taskId)).toMatchObject({ status: 'completed' });
    await expectMadeOnce(client, 'retried', taskId);
  });
});

(everywhere ? describe : describe.skip)('a portal that is killed twice', () => {
  it('trusts nothing of a run that had failed before', async () => {
    const undoing = find('in the undo, after the repository is gone');
    const taskId = await runInto(undoing, 'twice');
    await portal.kill();
    await portal.start();
    const registered = find('after the file is registered');
    await portal.holdAt(registered.hold, async () => {});
    await portal.kill();
    await portal.start();
    const task = await portal.client.finish(taskId);
    expect(task).toMatchObject({ status: 'completed' });
    await expectMadeOnce(portal.client, 'twice', taskId);
  });
});
