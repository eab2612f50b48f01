/** One of the servers that measureOverhead.mjs compares; sends its address to its parent. */
import { createServer } from 'node:http';

const [kind] = process.argv.slice(2);
const ANSWER = JSON.stringify({
  items: Array.from({ length: 20 }, (_one, index) => ({
    id: `note-${index}`,
    title: 'A note with a title of usual length',
    tags: ['a', 'b'],
    version: 1,
  })),
});

// Time of the processor, because another process that is busy takes none of it.
process.on('message', () => {
  const { system, user } = process.cpuUsage();
  process.send(system + user);
});
const STARTS = { service, bare, gateway };
process.send({ url: await STARTS[kind]() });

function listen(listener) {
  process.on('SIGTERM', () => process.exit(0));
  return new Promise(resolve => {
    const server = createServer(listener).listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${server.address().port}`),
    );
  });
}

function service() {
  return listen((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'application/json');
      response.end(ANSWER);
    });
  });
}

async function bare() {
  const { Pool } = await import('undici');
  const pool = new Pool(process.env.UPSTREAM, { connections: 256 });
  return listen((request, response) => {
    const { headers, method, url } = request;
    pool.stream(
      {
        method,
        path: url,
        headers: { ...headers, connection: undefined },
        body: headers['content-length'] ? request : null,
        opaque: response,
      },
      answer => {
        answer.opaque.writeHead(answer.statusCode, answer.headers);
        return answer.opaque;
      },
    );
  });
}

async function gateway() {
  const { startService } = await import('@notes/service-kit');
  const { gatewayService } = await import('../src/service.ts');
  const { IDENTITY_KEYS, JWT_KEYS, LOG_LEVEL, UPSTREAM } = process.env;
  const running = await startService(gatewayService, {
    ...{ NODE_ENV: 'production', PORT: '0', IDENTITY_KEYS, JWT_KEYS },
    LOG_LEVEL: LOG_LEVEL ?? 'info',
    ROUTES: JSON.stringify({ notes: { upstreams: [{ url: UPSTREAM }] } }),
    RATE_LIMIT_PER_SECOND: '100000',
    QUOTA_PER_MINUTE: '1000000',
    REDIS_URL: process.env.REDIS_URL,
  });
  process.on('SIGTERM', () => void running.close().then(() => process.exit(0)));
  return running.url;
}
