import { createServer } from 'node:http';

/** Answers `/health`; the worker has no other address. */
export function listen(port) {
  return createServer(({ url }, response) => {
    const isHealth = url === '/health';
    response.writeHead(isHealth ? 200 : 404, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isHealth ? { status: 'ok' } : { title: 'Not Found', status: 404 }));
  }).listen(port);
}
