import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeOpenApi } from './mergeOpenApi.ts';
import type { OpenApiDocument } from './OpenApiDocument.ts';

function document(
  path: string,
  components: OpenApiDocument['components'],
): OpenApiDocument {
  return {
    openapi: '3.1.0',
    info: { title: 'One', version: '1' },
    security: [{ identity: ['x:read'] }],
    paths: {
      [path]: {
        get: {
          operationId: 'get',
          responses: {
            200: {
              description: 'ok',
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/Page' },
                },
              },
            },
          },
        },
        post: { operationId: `open${path}`, security: [], responses: {} },
      },
    },
    ...(components ? { components } : {}),
  };
}

const PAGE = { type: 'array', items: { $ref: '#/components/schemas/Item' } };
const PROBLEM = { type: 'object' };

function merge(documents: Record<string, OpenApiDocument>) {
  return mergeOpenApi({ title: 'All', version: '2', documents });
}

test('components that differ, and those that refer to them, get the name of their service', () => {
  const merged = merge({
    first: document('/a', {
      schemas: { Page: PAGE, Item: { type: 'string' }, Problem: PROBLEM },
    }),
    second: document('/b', {
      schemas: { Page: PAGE, Item: { type: 'number' }, Problem: PROBLEM },
    }),
  });
  assert.deepEqual(merged.components?.schemas, {
    Page: PAGE,
    Item: { type: 'string' },
    Problem: PROBLEM,
    'second.Page': {
      type: 'array',
      items: { $ref: '#/components/schemas/second.Item' },
    },
    'second.Item': { type: 'number' },
  });
  const text = JSON.stringify(merged.paths['/b']);
  assert.match(text, /"#\/components\/schemas\/second\.Page"/);
});

test('operations are told apart and ask for a token instead of the inner identity', () => {
  const merged = merge({
    first: document('/a', undefined),
    second: document('/b', undefined),
  });
  const get = merged.paths['/b']?.get as Record<string, unknown>;
  assert.equal(get.operationId, 'second.get');
  assert.deepEqual(get.tags, ['second']);
  assert.deepEqual(get.security, [{ bearer: ['x:read'] }]);
  const post = merged.paths['/b']?.post as Record<string, unknown>;
  assert.deepEqual(post.security, []);
  assert.deepEqual(Object.keys(merged.components?.securitySchemes ?? {}), [
    'bearer',
  ]);
});

test('a path that two services claim is an error', () => {
  const one = document('/a', undefined);
  assert.throws(() => merge({ first: one, second: one }), /second has \/a too/);
});

test('nothing merged is a document without paths', () => {
  assert.deepEqual(merge({}).paths, {});
});
