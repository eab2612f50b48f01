/** Unit layer: what cannot be brought about with a real scaffolder. */
import { mockServices } from '@backstage/backend-test-utils';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import { TaskNotifier } from './TaskNotifier';

const PERSON = 'user:default/dev.rivera';
const ENDED = { id: 't1', status: 'completed', createdBy: PERSON };

function setup(options?: {
  logs?: object[][];
  send?: () => Promise<void>;
  parameters?: object;
}) {
  const getLogs = jest.fn();
  (options?.logs ?? [[{ type: 'completion', body: {} }]]).forEach(log =>
    getLogs.mockResolvedValueOnce(log),
  );
  const send = jest.fn(options?.send ?? (async () => {}));
  const logger = mockServices.logger.mock();
  const scaffolder = {
    getTask: async () => ({
      spec: { parameters: options?.parameters ?? {}, steps: [] },
    }),
    getLogs: getLogs.mockResolvedValue([]),
  } as unknown as ScaffolderService;
  const notifier = TaskNotifier.create({
    auth: mockServices.auth(),
    logger,
    notifications: { send },
    scaffolder,
    pauseMs: 1,
  });
  return { notifier, send, logger, getLogs };
}

describe('TaskNotifier', () => {
  it.each([
    { payload: { ...ENDED, status: 'processing' }, reason: 'it goes on' },
    { payload: { ...ENDED, status: 'cancelled' }, reason: 'it was stopped' },
    { payload: { ...ENDED, createdBy: null }, reason: 'nobody started it' },
    { payload: { ...ENDED, createdBy: 'plugin:x' }, reason: 'no person did' },
    { payload: undefined, reason: 'the event is empty' },
    { payload: 'text', reason: 'the event is malformed' },
  ])('tells nobody when $reason', async ({ payload }) => {
    const { notifier, send, getLogs } = setup();
    await notifier.handle(payload);
    expect(send).not.toHaveBeenCalled();
    expect(getLogs).not.toHaveBeenCalled();
  });

  it('waits until the end is stored, which is after the event', async () => {
    const end = {
      type: 'completion',
      body: { output: { entityRef: 'component:default/a' } },
    };
    const { notifier, send } = setup({ logs: [[], [], [end]] });
    await notifier.handle(ENDED);
    expect(send).toHaveBeenCalledWith({
      recipients: { type: 'entity', entityRef: PERSON },
      payload: expect.objectContaining({
        title: 'The task is ready',
        link: '/catalog/default/component/a',
      }),
    });
  });

  it.each([
    [{ name: 'orders' }, "The task 'orders' is ready"],
    [
      { service: 'component:default/orders', part: 'files' },
      "The task 'orders-files' is ready",
    ],
    [{ service: 'component:other/orders' }, "The task 'other/orders' is ready"],
    [{ service: 7, part: 'files' }, 'The task is ready'],
  ])('says what %j was about', async (parameters, title) => {
    const { notifier, send } = setup({ parameters });
    await notifier.handle(ENDED);
    expect(send).toHaveBeenCalledWith(
      expect.objectContaining({ payload: expect.objectContaining({ title }) }),
    );
  });

  it('tells what it knows when the end is never stored', async () => {
    const { notifier, send, getLogs } = setup({ logs: [] });
    await notifier.handle({ ...ENDED, status: 'failed' });
    expect(getLogs).toHaveBeenCalledTimes(25);
    expect(send).toHaveBeenCalledWith(
      expect.objectContaining({
        payload: expect.objectContaining({
          title: 'The task has failed',
          description: expect.stringMatching(/^It was stopped\./),
        }),
      }),
    );
  });

  it('warns and goes on when notifications cannot be sent', async () => {
    const { notifier, logger } = setup({
      send: () => Promise.reject(new Error('down')),
    });
    await notifier.handle(ENDED);
    expect(logger.warn).toHaveBeenCalledWith(
      "Could not tell 'user:default/dev.rivera' that task 't1' has completed",
      expect.objectContaining({ message: 'down' }),
    );
  });
});
