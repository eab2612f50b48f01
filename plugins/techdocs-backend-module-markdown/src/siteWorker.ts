import { parentPort } from 'node:worker_threads';
import type { WorkerReply, WorkerRequest } from './SiteWorkerClient';
import { buildSite } from './site/buildSite';

async function answer({ id, options }: WorkerRequest): Promise<WorkerReply> {
  try {
    return { id, result: await buildSite(options) };
  } catch (error) {
    const { name, message } =
      error instanceof Error ? error : new Error(String(error));
    return { id, error: { name, message } };
  }
}

// One build at a time: they share one processor, and the cache of a site has one writer.
let last = Promise.resolve();

parentPort?.on('message', (request: WorkerRequest) => {
  last = last.then(async () => parentPort?.postMessage(await answer(request)));
});
