import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { EmittedRepository } from '../repository';
import { findMetricDifferences } from './findMetricDifferences';
import { LiveService } from './LiveService';
import { requiredVariables } from './requiredVariables';

/** How to start an emitted service. */
export interface LiveOptions {
  cwd: string;
  /** As a newcomer starts it from a clone. */
  command: string[];
  /** As an image starts it, without the settings of a clone. */
  production: string[];
  /** What tells it that this is production. */
  environment: Record<string, string>;
}

const ANSWERS: [path: string, body: string][] = [
  ['/health', '{"status":"ok"}'],
  ['/health/live', '{"status":"ok"}'],
  ['/ready', '{"status":"ready"}'],
  ['/health/ready', '{"status":"ready"}'],
];
const BODY = JSON.stringify({ name: 'slow' });

/** Starts a service as a newcomer does, uses it, and stops it as an orchestrator does. */
export async function checkLive(
  repository: EmittedRepository,
  options: LiveOptions,
): Promise<string[]> {
  const refused = await findStartProblems(repository, options);
  const service = await LiveService.start(options.command, options.cwd);
  try {
    await service.untilListening();
    const problems = [
      ...refused,
      ...(await findAnswerProblems(service)),
      ...(await findScrapeProblems(service, repository)),
      ...(await findStopProblems(service)),
    ];
    return problems.length > 0 ? [...problems, ...lastLines(service)] : [];
  } catch (error) {
    return [...refused, (error as Error).message, ...lastLines(service)];
  } finally {
    service.kill();
  }
}

/** Without its settings it must not start, and must name every one of them. */
async function findStartProblems(
  repository: EmittedRepository,
  { production, cwd, environment }: LiveOptions,
): Promise<string[]> {
  const service = await LiveService.start(production, cwd, environment);
  try {
    const code = await service.ended();
    if (code === undefined) return ['it starts in production without settings'];
    if (code === 0) return ['it ends with 0 although settings are missing'];
    return requiredVariables(repository)
      .filter(name => !service.output.includes(name))
      .map(name => `at start it does not name the missing variable ${name}`);
  } finally {
    service.kill();
  }
}

async function findAnswerProblems({ url }: LiveService): Promise<string[]> {
  const problems: string[] = [];
  for (const [path, expected] of ANSWERS) {
    const reply = await fetch(url + path);
    const body = await reply.text();
    if (reply.status !== 200 || body !== expected) {
      problems.push(`GET ${path}: ${reply.status} ${body.slice(0, 200)}`);
    }
  }
  const created = await fetch(`${url}/v1/items`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'lamp' }),
  });
  const location = created.headers.get('location');
  if (created.status !== 201 || !location) {
    return [...problems, `POST /v1/items: ${created.status}`];
  }
  const item = await created.json();
  // Twice: the second time comes from the cache, where there is one.
  for (let time = 0; time < 2; time += 1) {
    const read = await (await fetch(new URL(location, url))).json();
    if (!isDeepStrictEqual(read, item)) {
      problems.push(`GET ${location} gives ${JSON.stringify(read)}`);
    }
  }
  return problems;
}

async function findScrapeProblems(
  { url }: LiveService,
  repository: EmittedRepository,
): Promise<string[]> {
  // An event that waits in the outbox goes out after half a second.
  await sleep(1_000);
  const scrape = await (await fetch(`${url}/metrics`)).text();
  return findMetricDifferences(scrape, repository);
}

/** A request that is half sent when the signal comes is finished, and only then does the service end. */
async function findStopProblems(service: LiveService): Promise<string[]> {
  const socket = connect(service.port, '127.0.0.1');
  let answer = '';
  socket.on('data', chunk => {
    answer += chunk;
  });
  socket.on('error', () => {});
  socket.write(
    [
      'POST /v1/items HTTP/1.1',
      'host: test',
      'content-type: application/json',
      `content-length: ${BODY.length}`,
      '',
      BODY.slice(0, 5),
    ].join('\r\n'),
  );
  await sleep(300);
  service.signal('SIGTERM');
  await sleep(300);
  const ready = await fetch(`${service.url}/ready`).then(
    ({ status }) => status,
    () => 0,
  );
  await sleep(1_200);
  socket.write(BODY.slice(5));
  const code = await service.ended();
  socket.destroy();
  return [
    ...(ready === 503 ? [] : [`GET /ready after SIGTERM: ${ready}, not 503`]),
    ...(/^HTTP\/1\.1 201/.test(answer)
      ? []
      : [`the request that SIGTERM met was lost: ${answer.split('\r\n')[0]}`]),
    ...(code === 0 ? [] : [`it ends with ${code} after SIGTERM`]),
  ];
}

function lastLines({ output }: LiveService): string[] {
  return output.trimEnd().split('\n').slice(-30);
}
