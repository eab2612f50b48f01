import { ScaffolderTask } from '@backstage/plugin-scaffolder-common';
import { act, screen, within } from '@testing-library/react';
import { renderHome } from '../__testUtils__/renderHome';

function createTask(status: ScaffolderTask['status']): ScaffolderTask {
  return {
    id: 'task-one',
    status,
    createdAt: '2026-11-21T12:00:00.000Z',
    spec: {
      parameters: { name: 'orders' },
      templateInfo: {
        entityRef: 'template:default/node-service',
        entity: { metadata: { name: 'node-service', title: 'Node service' } },
      },
    },
  } as unknown as ScaffolderTask;
}

describe('my tasks', () => {
  it.each([
    { status: 'completed' as const, words: 'Done' },
    { status: 'failed' as const, words: 'Failed' },
    { status: 'cancelled' as const, words: 'Cancelled' },
  ])('shows a $status task as $words', async ({ status, words }) => {
    renderHome({ tasks: async () => ({ tasks: [createTask(status)] }) });
    const link = await screen.findByRole('link', { name: 'orders' });
    expect(link).toHaveAttribute('href', '/create/tasks/task-one');
    expect(
      within(screen.getByRole('region', { name: 'My tasks' })).getByText(words),
    ).toBeInTheDocument();
  });

  it('follows a running task, and keeps its last state when the server is away', async () => {
    jest.useFakeTimers();
    try {
      const tasks = jest
        .fn()
        .mockResolvedValueOnce({ tasks: [createTask('processing')] })
        .mockRejectedValueOnce(new Error('away'))
        .mockResolvedValue({ tasks: [createTask('completed')] });
      renderHome({ tasks });
      expect(await screen.findByText('Running')).toBeInTheDocument();
      await act(() => jest.advanceTimersByTimeAsync(3_100));
      expect(
        await screen.findByText(/Could not be refreshed/),
      ).toBeInTheDocument();
      expect(screen.getByText('Running')).toBeInTheDocument();
      await act(() => jest.advanceTimersByTimeAsync(3_100));
      expect(await screen.findByText('Done')).toBeInTheDocument();
      const calls = tasks.mock.calls.length;
      await act(() => jest.advanceTimersByTimeAsync(10_000));
      expect(tasks).toHaveBeenCalledTimes(calls);
    } finally {
      jest.useRealTimers();
    }
  });

  it('says what will be there when nothing was created yet', async () => {
    renderHome();
    expect(
      await screen.findByText(/have not created anything yet/),
    ).toBeInTheDocument();
  });
});
