/**
 * The installed scaffolder carries our patch, see decision 17 in the docs: a task that arrives while the worker looks
 * for one is picked up. Without it the task stays open until somebody starts another one.
 */
import { dirname, join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';

interface Broker {
  recoverTasks(): Promise<void>;
  claim(options: { signal: AbortSignal }): Promise<{
    taskId: string;
    complete(result: string): Promise<void>;
  }>;
  dispatch(options: { spec: object }): Promise<{ taskId: string }>;
}

const SCAFFOLDER = dirname(
  require.resolve('@backstage/plugin-scaffolder-backend/package.json'),
);
const { StorageTaskBroker } = require(
  join(SCAFFOLDER, 'dist/scaffolder/tasks/StorageTaskBroker.cjs.js'),
) as {
  StorageTaskBroker: new (...options: unknown[]) => Broker;
};

/** A store whose answers the test holds back, as a busy database does. */
function createSlowStore() {
  const open: string[] = [];
  const answers: (() => void)[] = [];
  return {
    /** Lets the oldest question have its answer. */
    answer: () => answers.shift()?.(),
    /** What was open when the question was put, told when the test says so. */
    async claimTask() {
      const id = open.shift();
      await new Promise<void>(resolve => answers.push(resolve));
      return id && { id, spec: {} };
    },
    async createTask() {
      const taskId = `task-${open.length}`;
      open.push(taskId);
      return { taskId };
    },
    async getTask() {
      return { spec: {} };
    },
    heartbeatTask: jest.fn(async () => {}),
    recoverTasks: jest.fn(async () => ({ ids: [] })),
    async completeTask() {},
    async listEvents() {
      return { events: [{ id: 1, type: 'completion', body: {} }] };
    },
  };
}

describe('the task broker', () => {
  let stop: AbortController;
  beforeEach(() => {
    jest.useFakeTimers();
    stop = new AbortController();
  });
  afterEach(() => {
    stop.abort(new Error('The test is over'));
    jest.useRealTimers();
  });

  it('picks up a task that arrives while it is told that there is none', async () => {
    const store = createSlowStore();
    const broker = new StorageTaskBroker(store, mockServices.logger.mock());
    const claimed = broker.claim({ signal: stop.signal });
    const seen = jest.fn();
    claimed.then(seen, seen);

    await broker.dispatch({ spec: {} });
    store.answer();
    await jest.advanceTimersByTimeAsync(10);
    store.answer();
    await jest.advanceTimersByTimeAsync(10);

    expect(seen).toHaveBeenCalledWith(
      expect.objectContaining({ taskId: 'task-0' }),
    );
  });

  it('takes none of its own tasks for dead, however long the process was suspended', async () => {
    const store = createSlowStore();
    const config = mockServices.rootConfig({
      data: { scaffolder: { taskRecovery: { enabled: true } } },
    });
    const logger = mockServices.logger.mock();
    const broker = new StorageTaskBroker(store, logger, config);
    await broker.dispatch({ spec: {} });
    const claimed = broker.claim({ signal: stop.signal });
    store.answer();
    const task = await claimed;

    await broker.recoverTasks();
    expect(store.heartbeatTask).toHaveBeenCalledWith('task-0');
    expect(store.heartbeatTask.mock.invocationCallOrder[0]).toBeLessThan(
      store.recoverTasks.mock.invocationCallOrder[0],
    );

    await task.complete('completed');
    store.heartbeatTask.mockClear();
    await broker.recoverTasks();
    expect(store.heartbeatTask).not.toHaveBeenCalled();
  });
});
