import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { OpenApiDocument } from '@notes/service-kit';
import { readDocuments } from '../documents/readDocuments.ts';
import { checkEvents, promisedByEvent, readAsyncApi } from './checkEvents.ts';
import { checkHttp, checkReads, promisedTo } from './checkHttp.ts';
import {
  isEventExpectation,
  type EventExpectation,
  type HttpExpectation,
  type HttpUse,
} from './Expectation.ts';
import { findOperation } from './findOperation.ts';
import type { PromisedValue } from './Guarantee.ts';
import { readExpectations } from './readExpectations.ts';

const documents = readDocuments();
const asyncApi = readAsyncApi();
const expectations = readExpectations();
const http = expectations.filter(
  (one): one is HttpExpectation => !isEventExpectation(one),
);
const events = expectations.filter(isEventExpectation);

for (const expectation of http) {
  const { consumer, provider } = expectation;
  const document = documents.get(provider);
  const skip =
    document === undefined && `${provider} is not in this checkout yet`;
  test(
    `${provider} keeps what ${consumer} relies on, and a breach of it is named`,
    { skip },
    () => {
      assert.ok(document);
      assert.deepEqual(checkHttp(expectation, document), []);
      for (const use of expectation.uses ?? []) {
        breakEach({ expectation, use, document });
      }
    },
  );
}

for (const expectation of events) {
  test(`${expectation.topic} keeps what ${expectation.consumer} relies on, and a breach of it is named`, () => {
    assert.deepEqual(checkEvents(expectation, asyncApi), []);
    for (const [type, reads] of Object.entries(expectation.events)) {
      breakEvent(expectation, type, reads);
    }
  });
}

test('an operation that a consumer needs open and that asks for an identity is a breach', () => {
  const [expectation] = http.filter(({ open }) => open !== undefined);
  const document = structuredClone(documents.get('auth-service'));
  assert.ok(expectation && document);
  const login = findOperation(document, 'POST', '/api/auth/login');
  Object.assign(login?.operation ?? {}, { security: [{ identity: [] }] });
  assert.deepEqual(checkHttp(expectation, document), [
    'api-gateway → auth-service: POST /api/auth/login asks for an identity',
  ]);
});

/** Breaks the document in each way that this use would feel; every one of them has to be named. */
function breakEach(options: {
  readonly expectation: HttpExpectation;
  readonly use: HttpUse;
  readonly document: OpenApiDocument;
}): void {
  const { document, expectation, use } = options;
  const only = { ...expectation, uses: [use] };
  const named = (broken: OpenApiDocument, what: string) => {
    const problems = checkHttp(only, broken);
    assert.ok(
      problems.some(one =>
        one.startsWith(
          `${expectation.consumer} → ${expectation.provider}: ${use.name}: `,
        ),
      ),
      `nobody noticed: ${use.name} without ${what}`,
    );
  };
  const withoutStatus = structuredClone(document);
  const placed = operationIn(withoutStatus, use);
  Reflect.deleteProperty(placed.operation.responses, String(use.status));
  named(withoutStatus, `status ${use.status}`);
  const withoutPath = structuredClone(document);
  Reflect.deleteProperty(withoutPath.paths, placed.path);
  named(withoutPath, placed.path);
  for (const [index, { path }] of promisedTo(use, document).entries()) {
    for (const spoil of SPOILERS) {
      const broken = structuredClone(document);
      spoil(promisedTo(use, broken)[index] as PromisedValue);
      // Only the answer is broken, so what is sent need not be checked once more.
      const problems = checkReads(use, broken);
      assert.ok(
        problems.length > 0,
        `nobody noticed: ${use.name} without ${path}`,
      );
    }
  }
}

function breakEvent(
  { consumer, topic }: EventExpectation,
  type: string,
  reads: unknown,
): void {
  const places = promisedByEvent(asyncApi, { topic, type, reads });
  const data = places.filter(({ path }) => path.startsWith('data.'));
  assert.ok(data.length > 0, `${consumer} reads nothing of ${type}`);
  for (const { path } of data) {
    for (const spoil of SPOILERS) {
      const broken = structuredClone(asyncApi);
      const place = promisedByEvent(broken, { topic, type, reads }).find(
        one => one.path === path,
      );
      assert.ok(place);
      spoil(place);
      const only = { consumer, topic, events: { [type]: reads } };
      const [problem = ''] = checkEvents(only, broken);
      assert.ok(
        problem.startsWith(`${consumer} ← ${topic} ${type}: ${path} `),
        `nobody noticed: ${type} without ${path}, "${problem}"`,
      );
    }
  }
}

/** Taken away, and made something else. */
const SPOILERS = [
  ({ key, owners }: PromisedValue) => {
    for (const { properties } of owners)
      Reflect.deleteProperty(properties as object, key);
  },
  ({ key, owners }: PromisedValue) => {
    for (const { properties } of owners)
      Object.assign(properties as object, { [key]: { type: 'null' } });
  },
];

function operationIn(document: OpenApiDocument, { method, path }: HttpUse) {
  const found = findOperation(document, method, path.split('?', 1)[0] ?? '');
  assert.ok(found);
  return found;
}
