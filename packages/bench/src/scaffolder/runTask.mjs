import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Submits a form through the API that the page uses, and waits until the task is completed.
 *
 * @returns {Promise<{ seconds: number, output: object }>}
 */
export async function runTask(
  client,
  { templateRef, values },
  withinMs = 60_000,
) {
  const startedAt = performance.now();
  const { id } = await client.postJson('/api/scaffolder/v2/tasks', {
    templateRef,
    values,
  });
  while (performance.now() - startedAt < withinMs) {
    const { status } = await client.getJson(`/api/scaffolder/v2/tasks/${id}`);
    if (status === 'completed') {
      const seconds = (performance.now() - startedAt) / 1000;
      return { seconds, output: await readOutput(client, id) };
    }
    if (status === 'failed' || status === 'cancelled') {
      throw new Error(`the task ${status}: ${await lastWords(client, id)}`);
    }
    await sleep(50);
  }
  throw new Error(`the task was not done within ${withinMs / 1000} s`);
}

async function readOutput(client, id) {
  return (await readCompletion(client, id))?.output ?? {};
}

/** The steps that clean up after a failure are quoted last, so the error of the task is asked for first. */
async function lastWords(client, id) {
  const { error } = (await readCompletion(client, id)) ?? {};
  return error?.message ?? 'it gave no reason';
}

async function readCompletion(client, id) {
  const events = await client.getJson(`/api/scaffolder/v2/tasks/${id}/events`);
  return events.findLast(({ type }) => type === 'completion')?.body;
}
