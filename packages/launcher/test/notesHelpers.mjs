import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

import { notesPaths } from '../src/notes/notesPaths.mjs';
import { SERVICES } from '../src/notes/serviceList.mjs';
import { isPortFree } from '../src/system/ports.mjs';
import { cleanEnvironment, PORTAL, runNode } from './helpers.mjs';

/** The variables that would connect real parts of the person who runs the test, or change what is measured. */
const REAL_PARTS =
  /^(REDIS_URL|KAFKA_|MONGO_URL|ELASTICSEARCH_URL|S3_|SMTP_URL|SES_|SQS_|RATE_LIMIT|QUOTA_|ROUTES$|LOG_LEVEL|OTEL_)/;

/** Seven free ports in a row, away from those that the system hands out. */
export async function findPortBase() {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const base = 20_000 + Math.floor(Math.random() * 1_000) * 10;
    const free = await Promise.all(
      SERVICES.map(({ offset }) => isPortFree(base + offset)),
    );
    if (free.every(Boolean)) {
      return base;
    }
  }
  throw new Error('no seven free ports in a row were found');
}

/** `npm run notes` as a process of its own. */
export function runNotes(t, { data, portBase, args = [] }) {
  const env = Object.fromEntries(
    Object.entries(cleanEnvironment()).filter(
      ([name]) => !REAL_PARTS.test(name),
    ),
  );
  const words = ['notes', '--no-build', '--data', data];
  const ports = ['--port-base', String(portBase)];
  return runNode(t, [PORTAL, ...words, ...ports, ...args], { env });
}

/** The commands of the tour, as they stand on the screen: title, lines. */
export function printedTour(output) {
  const [, text] = output.split('A tour to paste into another terminal\n');
  return text
    .split(/^Ready in/m)[0]
    .split(/^# \d+\. /m)
    .slice(1)
    .map(part => {
      const [title, ...lines] = part.trimEnd().split('\n');
      return { title, lines };
    });
}

/** Pastes every step into one shell and answers what each of them printed. */
export async function pasteTour(tour) {
  const MARK = '=== end of step ===';
  const script = tour
    .flatMap(({ lines }) => [...lines, `echo; echo "${MARK}"`])
    .join('\n');
  const child = spawn('sh', ['-s'], { env: cleanEnvironment() });
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  child.stdin.end(script);
  await new Promise(resolve => child.once('close', resolve));
  return output.split(MARK);
}

export function withoutCurl() {
  const { status } = spawnSync('curl', ['--version']);
  return status === 0 ? false : 'curl is not installed';
}

/** Everything in the folder of secrets that somebody could use. */
export function secretsOf(data) {
  const { secrets } = notesPaths({ data });
  return fs.readdirSync(secrets).flatMap(name => {
    const text = fs.readFileSync(path.join(secrets, name), 'utf8').trim();
    return name.endsWith('.json')
      ? Object.values(JSON.parse(text).keys)
      : [text];
  });
}
