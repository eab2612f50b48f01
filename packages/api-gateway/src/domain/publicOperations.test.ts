import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { loadOpenApi, type OpenApiDocument } from '@notes/service-kit';
import fc from 'fast-check';
import { PUBLIC_OPERATIONS } from './publicOperations.ts';
import { PublicPaths } from './PublicPaths.ts';
import { SERVICE_NAMES } from './Route.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
const paths = new PublicPaths(PUBLIC_OPERATIONS);

function openIn(document: OpenApiDocument): string[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter(method => {
      const one = item[method] as { security?: unknown[] } | undefined;
      return one && (one.security ?? document.security ?? []).length === 0;
    }).map(method => `${method.toUpperCase()} ${path}`),
  );
}

for (const name of SERVICE_NAMES) {
  const file = new URL(
    `../../../${name}-service/openapi.yaml`,
    import.meta.url,
  );
  test(
    `what ${name}-service opens to everyone is what the gateway lets through`,
    { skip: existsSync(file) ? false : `${name}-service has no openapi.yaml` },
    () => {
      const listed = PUBLIC_OPERATIONS.filter(
        one => !one.signedLink && one.path.startsWith(`/api/${name}/`),
      ).map(one => `${one.method} ${one.path}`);
      const open = openIn(loadOpenApi(file)).filter(one =>
        one.includes(' /api/'),
      );
      assert.deepEqual(open.sort(), listed.sort());
    },
  );
}

test('an operation is found by method and plain path', () => {
  assert.ok(paths.find('POST', '/api/auth/login'));
  assert.ok(paths.find('GET', '/api/auth/oauth/company/callback'));
  assert.equal(
    paths.find('PUT', '/api/notes/uploads/3b241101-e2bb-4255-8caf-4136c566a962')
      ?.signedLink,
    true,
  );
});

for (const [method, path] of [
  ['GET', '/api/auth/login'],
  ['POST', '/api/auth/login/'],
  ['POST', '/api/auth/login/../users'],
  ['POST', '/api/auth/LOGIN'],
  ['POST', '/api/auth/login;x'],
  ['GET', '/api/auth/oauth/../start'],
  ['GET', '/api/auth/oauth/%2e%2e/start'],
  ['GET', '/api/auth/oauth/a/b/start'],
  ['GET', '/api/notes/uploads/..'],
  ['DELETE', '/api/notes/uploads/x'],
] as const) {
  test(`it is not found by what only looks like it: ${method} ${path}`, () => {
    assert.equal(paths.find(method, path), undefined);
  });
}

test('whatever is found cannot be read as another path', () => {
  const part = fc.constantFrom(
    ...['auth', 'login', 'oauth', 'start', 'users', '..', '.', '%2e%2e', '%2f'],
    ...['', ';', 'a', 'notes', 'uploads', '\\', 'callback'],
  );
  const path = fc
    .array(part, { maxLength: 6 })
    .map(parts => `/api/${parts.join('/')}`);
  fc.assert(
    fc.property(fc.constantFrom('GET', 'POST', 'PUT'), path, (method, one) => {
      if (!paths.find(method, one)) return;
      assert.equal(new URL(one, 'http://host').pathname, one);
      assert.doesNotMatch(one, /%|;|\\|\/\//);
    }),
    { numRuns: 2_000 },
  );
});
