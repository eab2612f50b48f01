import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { Router } from 'express';
import { loadOpenApi } from './loadOpenApi.ts';
import { mountOperations } from './mountOperations.ts';
import type { OpenApiDocument } from './OpenApiDocument.ts';

const RESPONSES = { 204: { description: 'done' } };

function mount(
  operation: Record<string, unknown>,
  more: Partial<OpenApiDocument> = {},
  handlers: Record<string, () => { status: number }> = {
    make: () => ({ status: 204 }),
  },
) {
  const router = Router();
  mountOperations({
    router,
    document: {
      openapi: '3.1.0',
      info: { title: 'T', version: '1' },
      paths: {
        '/things': {
          post: {
            operationId: 'make',
            security: [],
            responses: RESPONSES,
            ...operation,
          },
        },
      },
      ...more,
    },
    handlers,
    authenticate: () => Promise.reject(new Error('not asked')),
    bodyLimit: 1_024,
    checkAnswers: true,
  });
  return router;
}

function body(schema: object) {
  return { requestBody: { content: { 'application/json': { schema } } } };
}

describe('a service does not start when', () => {
  test('an operation has no handler', () => {
    assert.throws(
      () => mount({}, {}, {}),
      /no handler for the operations make/,
    );
  });

  test('a handler has no operation', () => {
    const handlers = {
      make: () => ({ status: 204 }),
      unmake: () => ({ status: 204 }),
    };
    assert.throws(() => mount({}, {}, handlers), /has no operation unmake/);
  });

  test('nothing says who may call an operation', () => {
    assert.throws(
      () => mount({ security: undefined }),
      /operation "make" has no security/,
    );
  });

  test('a reference leads nowhere', () => {
    assert.throws(
      () => mount({ parameters: [{ $ref: '#/components/parameters/Gone' }] }),
      /refers to #\/components\/parameters\/Gone, which it does not define/,
    );
  });

  for (const { place, reason, schema } of [
    { reason: 'a body', schema: { properties: { a: {} } }, place: '/' },
    {
      reason: 'a part of a body',
      schema: {
        properties: { list: { items: { properties: { b: {} } } } },
        additionalProperties: false,
      },
      place: '/list/items/',
    },
    {
      reason: 'a schema that the body refers to',
      schema: { $ref: '#/components/schemas/Open' },
      place: '/self/deep/',
    },
    {
      reason: 'one of several forms',
      schema: {
        oneOf: [{ type: 'string' }, { properties: { a: {} } }],
      },
      place: '/',
    },
  ]) {
    test(`${reason} does not say whether it takes unknown fields`, () => {
      const schemas = {
        Open: {
          additionalProperties: false,
          properties: {
            self: {
              additionalProperties: { $ref: '#/components/schemas/Open' },
              properties: { deep: { properties: { x: {} } } },
            },
          },
        },
      };
      assert.throws(
        () => mount(body(schema), { components: { schemas } }),
        new RegExp(`"make" has properties at "${place}"`),
      );
    });
  }

  test('its document is of another version', async t => {
    const folder = await mkdtemp(path.join(tmpdir(), 'openapi-'));
    t.after(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'openapi.yaml');
    await writeFile(file, 'openapi: 3.0.3\n');
    assert.throws(
      () => loadOpenApi(pathToFileURL(file)),
      /has OpenAPI 3\.0\.3, expected 3\.1/,
    );
  });
});

test('a body that is closed as a whole need not close its parts', () => {
  mount(
    body({
      allOf: [{ properties: { a: {} } }, { properties: { b: {} } }],
      unevaluatedProperties: false,
    }),
  );
});
