import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test, type TestContext } from 'node:test';
import { operationsOf, type OpenApiDocument } from '@notes/service-kit';
import fc from 'fast-check';
import { readDocuments } from '../documents/readDocuments.ts';
import type { ProofRun } from '../harness/startProof.ts';
import { AnswerCheck } from './AnswerCheck.ts';
import { createRequests } from './createRequests.ts';
import { FuzzPeople } from './FuzzPeople.ts';
import { Harvest } from './Harvest.ts';
import { sendFuzz } from './sendFuzz.ts';

/** The same in every run of the suite, so that a red one is about the change; others are for a search. */
const USUAL_SEED = 20_260_101;
const RUNS = Number(process.env.FUZZ_RUNS ?? 12);
const SEED = Number(process.env.FUZZ_SEED ?? USUAL_SEED);
/** Of one service, however slow the machine is. */
const LIMIT_MS = Number(process.env.FUZZ_LIMIT_MS ?? 90_000);
/** Every service has operations that succeed; a run that only gets refusals has not reached them. */
const LEAST_SUCCESSFUL = 0.3;

/** Tests that send requests made from each openapi.yaml straight to its service. */
export function testFuzz(started: () => ProofRun): void {
  const documents = readDocuments();
  for (const [name, document] of documents) {
    const isGateway = name === 'api-gateway';
    test(
      `whatever is sent to ${name}, its answers are those of openapi.yaml and no failures`,
      {
        skip: isGateway && 'its own operations are fuzzed in its package',
        timeout: LIMIT_MS * 2,
      },
      t => fuzz(t, { run: started(), name, document }),
    );
  }

  const skip = whyNoSchemathesis();
  test(
    'schemathesis finds no failure of a service either',
    { skip, timeout: LIMIT_MS * 6 },
    async () => {
      for (const name of documents.keys()) {
        await runSchemathesis(started(), name);
      }
    },
  );
}

async function fuzz(
  t: TestContext,
  options: {
    readonly run: ProofRun;
    readonly name: string;
    readonly document: OpenApiDocument;
  },
): Promise<void> {
  const { document, name, run } = options;
  t.diagnostic(`FUZZ_SEED=${SEED} FUZZ_RUNS=${RUNS}`);
  const people = new FuzzPeople(run.system);
  const harvest = new Harvest();
  const check = new AnswerCheck(document);
  const placed = operationsOf(document);
  const reached = new Set<string>();
  const { url } = run.system.service(name);
  // In turns, so that what one operation makes is there for the others.
  const rounds = placed.map(one => createRequests(one, document));
  const outcome = await fc.check(
    fc.asyncProperty(fc.tuple(...rounds), async requests => {
      let person = await people.somebody();
      for (const request of requests) {
        // Here the last request may have signed them out.
        if (name === 'auth-service') person = await people.somebody();
        const identity = await run.system.identityOf(person, name);
        const answer = await sendFuzz(url, request, { harvest, identity });
        const { operation } = request.placed;
        if (answer.status < 300) reached.add(operation.operationId);
        const problem = check.problem(request.placed, answer);
        if (problem !== undefined) {
          throw new Error(
            `${operation.operationId}: ${problem}\n${answer.sent}`,
          );
        }
      }
    }),
    {
      ...{ numRuns: RUNS, seed: SEED, endOnFailure: true },
      interruptAfterTimeLimit: LIMIT_MS,
    },
  );
  await people.close();
  t.diagnostic(`${outcome.numRuns} runs of ${placed.length} requests`);
  const { errorInstance } = outcome;
  assert.ok(
    !outcome.failed,
    `FUZZ_SEED=${SEED}, run ${outcome.numRuns}: ${errorInstance instanceof Error ? errorInstance.message : ''}`,
  );
  const unreached = placed
    .map(({ operation }) => operation.operationId)
    .filter(one => !reached.has(one));
  t.diagnostic(`never successful: ${unreached.join(', ') || 'none'}`);
  assert.ok(
    reached.size >= placed.length * LEAST_SUCCESSFUL,
    `only ${[...reached].join(', ')} were successful`,
  );
}

function whyNoSchemathesis(): string | false {
  const { status, stdout } = spawnSync('schemathesis', ['--version'], {
    encoding: 'utf8',
  });
  if (status !== 0) return 'schemathesis is not on PATH';
  return !/version 4\./.test(stdout) && `needs schemathesis 4: ${stdout}`;
}

async function runSchemathesis(
  { system }: ProofRun,
  name: string,
): Promise<void> {
  const admin = { subject: crypto.randomUUID(), roles: ['admin'] };
  const identity = await system.identityOf(admin, name);
  const { status, stderr, stdout } = spawnSync(
    'schemathesis',
    [
      ...['run', `${system.service(name).url}/openapi.json`],
      ...['--header', `X-Notes-Identity: ${identity}`],
      ...['--checks', 'not_a_server_error', '--max-examples', '10'],
      ...['--seed', String(SEED), '--max-time', '20'],
    ],
    // It leaves a folder where it runs.
    { cwd: system.parts.data, encoding: 'utf8', timeout: LIMIT_MS },
  );
  assert.equal(status, 0, `${name}:\n${stderr}${stdout.slice(-3_000)}`);
}
