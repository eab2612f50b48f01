/** One of the servers that measureOverhead.mjs compares; answers its parent's questions. */
import { randomBytes } from 'node:crypto';
import { Pool } from 'pg';

const [kind] = process.argv.slice(2);
const databaseUrl = process.env.DATABASE_URL;
const LIMIT = 10;
const THINGS = Array.from({ length: LIMIT }, (_one, index) => ({
  id: `thing-${index}`,
  name: 'A thing with a name of usual length',
}));
const QUERY =
  'SELECT id, name FROM things WHERE owner = $1 ORDER BY id LIMIT $2';

const pool = databaseUrl && new Pool({ connectionString: databaseUrl });
// The database may end first.
pool?.on('error', () => undefined);
/** Both servers do the same for their answer: nothing, or one query over an index. */
const findThings = pool
  ? async limit => (await pool.query(QUERY, ['owner-7', limit])).rows
  : () => THINGS;

const { url, identity } = kind === 'bare' ? await bare() : await service();
const ANSWERS = {
  // Time of the processor, because another process that is busy takes none of it.
  time: () => {
    const { system, user } = process.cpuUsage();
    return system + user;
  },
  headers: async () =>
    identity ? { 'x-notes-identity': await identity() } : {},
};
process.on('message', async question => {
  process.send(await ANSWERS[question]());
});
process.send({ url });

async function bare() {
  const { default: express } = await import('express');
  const app = express();
  app.get('/things', async (request, response) => {
    const limit = Number(request.query.limit);
    response.json({ limit, things: await findThings(limit) });
  });
  const address = await new Promise(resolve => {
    const server = app.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${server.address().port}`),
    );
  });
  process.on('SIGTERM', () => process.exit(0));
  return { url: address };
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
  const listThings = async ({ query: { limit } }) => ({
    status: 200,
    body: { limit, things: await findThings(limit) },
  });
  const running = await startService(thingsService({ listThings }), {
    NODE_ENV: 'production',
    PORT: '0',
    IDENTITY_KEYS: keys,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'info',
  });
  process.on('SIGTERM', () => void running.close().then(() => process.exit(0)));
  const sign = () =>
    signIdentity(KeyRing.parse(keys), {
      subject: 'u1',
      roles: [],
      permissions: ['things:read'],
      requestId: 'r1',
      audience: 'things-service',
    });
  return { url: running.url, identity: sign };
}
