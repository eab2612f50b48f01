import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmittedRepository } from '../repository';
import { checkLive } from './checkLive';
import { findMetricDifferences } from './findMetricDifferences';
import { findPython } from './findPython';
import { InstallCache } from './InstallCache';
import { LiveService } from './LiveService';
import { requiredVariables } from './requiredVariables';
import { runSteps } from './runSteps';

const PLAIN = { database: 'none', cache: 'none', events: 'none' };
const service = (values = PLAIN) =>
  EmittedRepository.fromTexts('x', { 'package.json': '{}' }, values);

/** A service in a few lines that does what is asked of every service, or not, as its environment says. */
const FAKE = `
const http = require('node:http');
const { BREAK = '', NODE_ENV, PORT } = process.env;
if (NODE_ENV === 'production' && BREAK !== 'starts') {
  console.log(BREAK === 'silent' ? 'no' : 'JWT_ISSUER JWT_AUDIENCE JWT_JWKS_URL');
  process.exit(BREAK === 'zero' ? 0 : 1);
}
const histogram = ['bucket', 'count', 'sum'];
const items = new Map();
let stopping = false;
const server = http.createServer((request, response) => {
  const send = (status, body, headers = {}) => response.writeHead(status, headers).end(body);
  if (/^.health/.test(request.url) && !request.url.endsWith('ready')) return send(200, BREAK === 'health' ? 'fine' : '{"status":"ok"}');
  if (/ready$/.test(request.url)) return send(stopping && BREAK !== 'ready' ? 503 : 200, '{"status":"ready"}');
  if (request.url === '/metrics') return send(200, [
    '# TYPE http_server_request_duration_seconds histogram',
    'http_server_request_duration_seconds_count{http_route="/v1/items"} 1',
    '# TYPE http_server_active_requests gauge', '# TYPE process_cpu_seconds_total counter',
    '# TYPE process_resident_memory_bytes gauge', '# TYPE service_info gauge',
    '# TYPE nodejs_eventloop_lag_p99_seconds gauge',
  ].join('\\n') + '\\n');
  if (request.method === 'POST') {
    let body = '';
    request.on('data', data => (body += data)).on('end', () => send(201, body, { location: '/v1/items/1' }));
    return;
  }
  send(200, '{"name":"lamp"}');
});
server.listen(PORT, '127.0.0.1', () => console.log('listening on', PORT));
process.on('SIGTERM', () => {
  if (BREAK === 'lost') process.exit(0);
  stopping = true;
  setTimeout(() => { server.close(() => process.exit(0)); setTimeout(() => server.closeAllConnections(), 1500); }, 1000);
});
`;

function live(broken = '') {
  const command = [process.execPath, '-e', FAKE];
  return checkLive(service(), {
    cwd: tmpdir(),
    command: ['env', `BREAK=${broken}`, ...command],
    production: ['env', `BREAK=${broken}`, ...command],
    environment: { NODE_ENV: 'production' },
  });
}

describe('a live service', () => {
  jest.setTimeout(60_000);

  it('passes when it does what is asked of every service', async () => {
    expect(await live()).toEqual([]);
  });

  it.each([
    ['health', /GET \/health: 200 fine/],
    ['ready', /\/ready after SIGTERM: 200, not 503/],
    ['silent', /does not name the missing variable JWT_ISSUER/],
    ['zero', /ends with 0 although settings are missing/],
    ['lost', /the request that SIGTERM met was lost/],
  ])('fails when it breaks its promise: %s', async (broken, problem) => {
    expect((await live(broken)).join('\n')).toMatch(problem);
  });

  it('fails with its words when it does not start', async () => {
    const problems = await checkLive(service(), {
      cwd: tmpdir(),
      command: [
        process.execPath,
        '-e',
        'console.log("no port"); process.exit(1)',
      ],
      production: [process.execPath, '-e', 'process.exit(1)'],
      environment: {},
    });
    expect(problems.join()).toMatch(/it ended at start,no port/);
  });

  it('listens on a port that nobody has', async () => {
    const one = await LiveService.start([process.execPath, '-e', ''], '.');
    await expect(one.ended()).resolves.toBe(0);
    expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });
});

describe('a scrape', () => {
  it('must have what rules ask for, and nothing of a part that was not chosen', () => {
    const problems = findMetricDifferences(
      '# TYPE cache_requests_total counter\n# TYPE service_info gauge\n',
      service(),
    );
    expect(problems).toContain('/metrics has no http_server_active_requests');
    expect(problems).toContain(
      '/metrics has cache_requests_total, whose part was not chosen',
    );
    expect(problems.join()).not.toContain('no service_info');
  });
});

describe('settings', () => {
  it('are required by what was chosen', () => {
    expect(requiredVariables(service())).toHaveLength(3);
    expect(
      requiredVariables(
        service({ database: 'postgresql', cache: 'redis', events: 'both' }),
      ),
    ).toEqual(
      expect.arrayContaining(['DATABASE_URL', 'REDIS_URL', 'KAFKA_BROKERS']),
    );
  });
});

describe('installed dependencies', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'install-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it('serve every lock file that asks for no more', async () => {
    const cache = new InstallCache(root, 'node24');
    const install = jest.fn(async () => {});
    const all = await cache.find({ entries: ['a@1', 'b@1'], install });
    expect(await cache.find({ entries: ['a@1'], install })).toBe(all);
    expect(install).toHaveBeenCalledTimes(1);
    await cache.find({ entries: ['a@2'], install });
    expect(install).toHaveBeenCalledTimes(2);
  });

  it('are made again after an installation that failed', async () => {
    const cache = new InstallCache(root, 'node24');
    const fails = async () => Promise.reject(new Error('no network'));
    const wanted = { entries: ['a@1'] };
    await expect(cache.find({ ...wanted, install: fails })).rejects.toThrow(
      'no network',
    );
    const install = jest.fn(async () => {});
    await cache.find({ ...wanted, install });
    expect(install).toHaveBeenCalledTimes(1);
  });
});

describe('the steps of a build', () => {
  it('stop at the first that fails and quote it', async () => {
    const problems = await runSteps(tmpdir(), [
      ['true'],
      ['sh', '-c', 'echo broken; exit 3'],
      ['sh', '-c', 'echo never'],
    ]);
    expect(problems[0]).toMatch(/ended with 3/);
    expect(problems.join()).toContain('broken');
    expect(problems.join()).not.toContain('never');
  });
});

describe('Python', () => {
  it('is one that services support, or none', () => {
    const python = findPython();
    expect(python === null || /^3\.1[1-9]/.test(python.version)).toBe(true);
  });
});
