import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { operationsOf } from '@notes/service-kit';
import fc from 'fast-check';
import { readDocuments } from '../documents/readDocuments.ts';
import { Api } from '../harness/Api.ts';
import type { NotesSystem, Person } from '../harness/NotesSystem.ts';
import { registerPeople } from '../harness/registerPeople.ts';
import { startNotes } from '../harness/startNotes.ts';
import { AnswerCheck } from './AnswerCheck.ts';
import { createRequests } from './createRequests.ts';
import { Harvest } from './Harvest.ts';
import { sendFuzz } from './sendFuzz.ts';

const RUNS = Number(process.env.FUZZ_RUNS ?? 25);
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
/** Of one service, however slow the machine is. */
const LIMIT_MS = Number(process.env.FUZZ_LIMIT_MS ?? 25_000);
/** Every service has operations that succeed; a run that only gets refusals has not reached them. */
const LEAST_SUCCESSFUL = 0.3;

const documents = readDocuments();
let system: NotesSystem;
let api: Api;
let person: Person;

before(async () => {
  system = await startNotes({
    services: [...documents.keys()].filter(name => name !== 'api-gateway'),
    settings: {
      NODE_ENV: 'test',
      LOG_LEVEL: 'silent',
      DATABASE_POOL_SIZE: '4',
      SHUTDOWN_TIMEOUT_MS: '2000',
    },
    settingsOf: {
      'auth-service': { LOCK_IP_AFTER: '10000', LOCK_ACCOUNT_AFTER: '100' },
    },
  });
  api = new Api(system);
  const [registered] = await registerPeople({ api, system }, 1);
  assert.ok(registered);
  person = { subject: registered.subject, roles: ['admin'] };
});
after(async () => {
  await api.close();
  await system.stop();
});

for (const [name, document] of documents) {
  const isGateway = name === 'api-gateway';
  test(
    `whatever is sent to ${name}, its answers are those of openapi.yaml and no failures`,
    { skip: isGateway && 'its own operations are fuzzed in its package' },
    async t => {
      t.diagnostic(`FUZZ_SEED=${SEED} FUZZ_RUNS=${RUNS}`);
      const harvest = new Harvest();
      const check = new AnswerCheck(document);
      const placed = operationsOf(document);
      const reached = new Set<string>();
      const { url } = system.service(name);
      // In turns, so that what one operation makes is there for the others.
      const rounds = placed.map(one => createRequests(one, document));
      await fc.assert(
        fc.asyncProperty(fc.tuple(...rounds), async requests => {
          await ensurePerson();
          for (const request of requests) {
            const identity = await system.identityOf(person, name);
            const answer = await sendFuzz(url, request, { harvest, identity });
            if (answer.status < 300)
              reached.add(request.placed.operation.operationId);
            const { operation } = request.placed;
            const problem = check.problem(request.placed, answer);
            assert.equal(problem, undefined, operation.operationId);
          }
        }),
        {
          ...{ numRuns: RUNS, seed: SEED, endOnFailure: true },
          interruptAfterTimeLimit: LIMIT_MS,
        },
      );
      const unreached = placed
        .map(({ operation }) => operation.operationId)
        .filter(one => !reached.has(one));
      t.diagnostic(`never successful: ${unreached.join(', ') || 'none'}`);
      assert.ok(
        reached.size >= placed.length * LEAST_SUCCESSFUL,
        `only ${[...reached].join(', ')} were successful`,
      );
    },
  );
}

/** A request may delete whoever sends it; then somebody else goes on. */
async function ensurePerson(): Promise<void> {
  const me = await api.send(person, { path: '/api/auth/me' });
  if (me.status === 200) return;
  const [next] = await registerPeople({ api, system }, 1);
  assert.ok(next);
  person = { subject: next.subject, roles: ['admin'] };
}

const SCHEMATHESIS = ['schemathesis', 'st'].find(
  command => spawnSync(command, ['--version']).status === 0,
);

test(
  'schemathesis finds no failure of a service either',
  { skip: SCHEMATHESIS === undefined && 'schemathesis is not on PATH' },
  async () => {
    for (const name of documents.keys()) {
      if (!system.has(name)) continue;
      const identity = await system.identityOf(person, name);
      const { status, stdout } = spawnSync(
        SCHEMATHESIS ?? '',
        [
          ...['run', `${system.service(name).url}/openapi.json`],
          ...['--header', `X-Notes-Identity: ${identity}`],
          ...['--checks', 'not_a_server_error', '--max-examples', '10'],
        ],
        { encoding: 'utf8', timeout: 60_000 },
      );
      assert.equal(status, 0, `${name}:\n${stdout.slice(-3_000)}`);
    }
  },
);
