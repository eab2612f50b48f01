/** One of the two servers that measureOverhead.mjs compares; sends its address to its parent. */
import { randomBytes } from 'node:crypto';

const [kind] = process.argv.slice(2);
const THINGS = Array.from({ length: 10 }, (_one, index) => ({
  id: `thing-${index}`,
  name: 'A thing with a name of usual length',
}));

// Time of the processor, because another process that is busy takes none of it.
process.on('message', () => {
  const { system, user } = process.cpuUsage();
  process.send(system + user);
});
process.send(kind === 'bare' ? await bare() : await service());

async function bare() {
  const { default: express } = await import('express');
  const app = express();
  app.get('/things', (request, response) => {
    response.json({ limit: Number(request.query.limit), things: THINGS });
  });
  const url = await new Promise(resolve => {
    const server = app.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${server.address().port}`),
    );
  });
  process.on('SIGTERM', () => process.exit(0));
  return { url, headers: {} };
}

async function service() {
  const { KeyRing, signIdentity, startService } =
    await import('../src/index.ts');
  const { thingsService } =
    await import('../src/testing/fixture/thingsService.ts');
  const keys = JSON.stringify({
    current: 'k',
    keys: { k: randomBytes(32).toString('base64') },
  });
  const listThings = ({ query }) => ({
    status: 200,
    body: { limit: query.limit, things: THINGS },
  });
  const running = await startService(thingsService({ listThings }), {
    NODE_ENV: 'production',
    PORT: '0',
    IDENTITY_KEYS: keys,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
  });
  const identity = await signIdentity(KeyRing.parse(keys), {
    subject: 'u1',
    roles: [],
    permissions: ['things:read'],
    requestId: 'r1',
    audience: 'things-service',
  });
  process.on('SIGTERM', () => void running.close().then(() => process.exit(0)));
  return { url: running.url, headers: { 'x-notes-identity': identity } };
}
