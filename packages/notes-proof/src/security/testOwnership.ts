import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  accessOf,
  dereference,
  operationsOf,
  type OpenApiDocument,
  type PlacedOperation,
  type RequestBody,
} from '@notes/service-kit';
import fc from 'fast-check';
import { readDocuments } from '../documents/readDocuments.ts';
import { ValueSource } from '../fuzz/ValueSource.ts';
import type { ApiReply } from '../harness/Api.ts';
import type { Person } from '../harness/NotesSystem.ts';
import type { ProofRun } from '../harness/startProof.ts';
import { createOwnedThings, OWNED, SHARED } from './ownedThings.ts';

const SEED = 7;

/** Every operation that asks who calls, of every document: a new one is covered as soon as it is written. */
const SECURED = [...readDocuments()].flatMap(([service, document]) =>
  operationsOf(document)
    .filter(one => accessOf(document, one.operation).identity === 'required')
    .map(placed => ({
      ...{ service, document, placed },
      name: `${placed.method.toUpperCase()} ${placed.path}`,
    })),
);

type Send = (
  person: Person | undefined,
  placed: PlacedOperation,
  document: OpenApiDocument,
) => Promise<ApiReply>;

/** Tests that hold every operation of every document to who may call it. */
export function testOwnership(started: () => ProofRun): void {
  test('every parameter of every path is known as owned or shared', () => {
    const names = SECURED.flatMap(({ placed }) => parametersOf(placed));
    assert.deepEqual(
      [...new Set(names)].filter(one => !OWNED.has(one) && !(one in SHARED)),
      [],
      'say in ownedThings.ts what these parameters name',
    );
  });

  test('without a token, and without the permission, every operation refuses', async () => {
    const nobody = { subject: crypto.randomUUID(), roles: [] };
    const send = sender(started(), {});
    for (const { document, name, placed } of SECURED) {
      const unknown = await send(undefined, placed, document);
      assert.equal(unknown.status, 401, `${name} to nobody`);
      if (accessOf(document, placed.operation).permissions.length === 0)
        continue;
      const powerless = await send(nobody, placed, document);
      assert.equal(powerless.status, 403, `${name} without permission`);
    }
  });

  test('what one person owns is not there for another, whatever they ask for', async () => {
    const run = started();
    const things = await createOwnedThings(run, run.owner);
    const send = sender(run, things);
    const before = await run.api.send(run.owner, {
      path: `/api/notes/${things.noteId}`,
    });
    const tried: string[] = [];
    for (const { document, name, placed } of SECURED) {
      const reply = await send(run.stranger, placed, document);
      tried.push(`${name} ${reply.status}`);
      assert.ok(
        reply.status > 0 && reply.status < 500,
        `${name}: ${JSON.stringify(reply.body)}`,
      );
      if (parametersOf(placed).some(one => OWNED.has(one))) {
        assert.ok(
          [403, 404].includes(reply.status),
          `${name} answered ${reply.status}`,
        );
      }
      const text = JSON.stringify(reply.body ?? '');
      if (reply.status >= 300) continue;
      for (const id of Object.values(things)) {
        assert.ok(!text.includes(id), `${name} shows ${id} to a stranger`);
      }
    }
    assert.ok(tried.length > 40, tried.join('\n'));
    const now = await run.api.send(run.owner, {
      path: `/api/notes/${things.noteId}`,
    });
    assert.deepEqual(now.body, before.body);
  });
}

/** As valid a request as there is, so that only who asks can be the reason to refuse. */
function sender(
  { api }: ProofRun,
  things: Readonly<Record<string, string>>,
): Send {
  return (person, placed, document) => {
    const values = new ValueSource(document);
    const sample = (schema: unknown) =>
      fc.sample(values.of(schema), { seed: SEED, numRuns: 1 })[0];
    const declared =
      placed.operation.requestBody &&
      dereference<RequestBody>(document, placed.operation.requestBody);
    const schema = declared?.content['application/json']?.schema;
    const path = placed.path.replace(
      /\{(\w+)\}/g,
      (_all, name: string) =>
        things[name] ?? SHARED[name] ?? '00000000-0000-4000-8000-000000000000',
    );
    const query = placed.parameters
      .filter(one => one.in === 'query' && one.required)
      .map(
        one => `${one.name}=${encodeURIComponent(String(sample(one.schema)))}`,
      );
    const takesVersion = placed.parameters.some(one => one.name === 'If-Match');
    return api.send(person, {
      method: placed.method.toUpperCase(),
      path: query.length > 0 ? `${path}?${query.join('&')}` : path,
      ...(takesVersion ? { headers: { 'if-match': '"v1"' } } : {}),
      ...(schema ? { json: sample(schema) } : {}),
    });
  };
}

function parametersOf({ path }: PlacedOperation): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(match => String(match[1]));
}
