import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import { startAuth } from './testing/startAuth.ts';

const auth = await startAuth(
  { after },
  { environment: { LOCK_IP_AFTER: '10000', LOCK_ACCOUNT_AFTER: '100' } },
);
const admin = await auth.admin();

const text = fc.oneof(
  fc.string({ maxLength: 40, unit: 'binary' }),
  fc.constantFrom(
    ...[
      '',
      '\u0000',
      '\ud800',
      "'; DROP TABLE users;--",
      '%00',
      '../../etc/passwd',
    ],
    ...[
      'ada@notes.example',
      'gentle lamp orbit crayon',
      '123456',
      'x'.repeat(2_000),
    ],
    ...[
      'AAAA-BBBB-CCCC-DDDD',
      'admin',
      'user',
      'active',
      '{{7*7}}',
      '<script>',
    ],
  ),
);
const value = fc.oneof(text, text, fc.jsonValue({ maxDepth: 2 }));
const id = fc.oneof(fc.constant(admin.id), text, fc.uuid());
const NOWHERE = '3b241101-e2bb-4255-8caf-4136c566a962';
const PASSPHRASE = 'gentle lamp orbit crayon';

/** What gets past the schema, so that the other fields get as far as the database. */
const VALID: Readonly<Record<string, unknown>> = {
  ...{ email: 'fuzz@notes.example', password: PASSPHRASE },
  ...{ newPassword: PASSPHRASE, currentPassword: PASSPHRASE },
  ...{ description: 'x', permissions: [], roles: ['user', 'admin'] },
  ...{ preferences: {}, code: '123456', challenge: 'x'.repeat(43) },
  ...{ token: 'x'.repeat(43) },
};

/** All or some of the fields, most of them valid. */
function bodyOf(names: readonly string[]): fc.Arbitrary<object> {
  const valid = (name: string) =>
    name in VALID ? fc.constant(VALID[name]) : text;
  const fields = Object.fromEntries(
    names.map(name => [
      name,
      fc.oneof({ weight: 4, arbitrary: valid(name) }, value),
    ]),
  ) as Record<string, fc.Arbitrary<unknown>>;
  return fc.oneof(fc.record(fields), fc.record(fields, { requiredKeys: [] }));
}

/** Every operation with a body, its path filled with what comes, and the names it knows. */
const OPERATIONS = [
  ['POST', '/register', ['email', 'password', 'name']],
  ['POST', '/login', ['email', 'password', 'code', 'recoveryCode']],
  ['POST', '/login/two-factor', ['challenge', 'code', 'recoveryCode']],
  ['POST', '/password/forgot', ['email']],
  ['POST', '/password/reset', ['token', 'password']],
  ['POST', '/2fa/enroll', ['password']],
  ['POST', '/2fa/verify', ['code']],
  ['POST', '/2fa/disable', ['password', 'code', 'recoveryCode']],
  ['PATCH', '/me', ['name', 'preferences']],
  ['PUT', '/me/password', ['currentPassword', 'newPassword']],
  ['PATCH', '/users/{}', ['name']],
  ['PUT', '/users/{}/roles', ['roles']],
  ['PUT', '/roles/{}', ['description', 'permissions']],
  ['DELETE', '/sessions/{}', []],
  ['GET', '/users?q={}&cursor={}', []],
  ['GET', '/oauth/{}/start?returnTo={}', []],
  ['GET', '/oauth/{}/callback?state={}&code={}', []],
] as const;

interface Sent {
  readonly method: string;
  readonly template: string;
  readonly json: object | undefined;
  readonly ids: readonly string[];
  readonly cookie: string;
}

const request: fc.Arbitrary<Sent> = fc
  .constantFrom(...OPERATIONS)
  .chain(([method, path, names]) =>
    fc.record({
      method: fc.constant(method),
      template: fc.constant(path),
      json: names.length > 0 ? bodyOf(names) : fc.constant(undefined),
      ids: fc.array(id, { minLength: 3, maxLength: 3 }),
      cookie: text,
    }),
  );

/** One request for each answer that must be among them: chance alone does not always bring it. */
const EXAMPLES: [Sent][] = [
  {
    ...{ method: 'POST', template: '/register' },
    json: { email: 'new@notes.example', password: PASSPHRASE, name: 'Ada' },
  },
  {
    ...{ method: 'POST', template: '/login' },
    json: { email: 'nobody@notes.example', password: PASSPHRASE },
  },
  { method: 'POST', template: '/login', json: { email: 1 } },
  { method: 'PATCH', template: '/me', json: { name: 'Ada' } },
  { method: 'PATCH', template: '/users/{}', json: { name: 'Ada' } },
].map(one => [{ ...one, ids: [NOWHERE], cookie: '' }]);

test('whatever is sent, no answer is a failure of the service or outside of openapi.yaml', async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      request,
      async ({ cookie, ids, json, method, template }) => {
        const parts = ids.map(one => encodeURIComponent(one.toWellFormed()));
        const path = template.replaceAll('{}', () => parts.pop() ?? 'x');
        const token = encodeURIComponent(cookie.toWellFormed());
        const reply = await auth.request(path, {
          ...{
            method,
            headers: { cookie: `notes_refresh=${token}` },
            as: admin.as,
          },
          ...(json ? { json } : {}),
        });
        statuses.add(reply.status);
        // Answers that openapi.yaml does not tell of become 500 in tests.
        const sent = `${method} ${path} ${JSON.stringify(json)}`;
        assert.ok(reply.status < 500, `${sent} answered ${reply.text}`);
      },
    ),
    { numRuns: 200, examples: EXAMPLES },
  );
  for (const status of [200, 202, 400, 401, 404]) {
    assert.ok(statuses.has(status), `no request got as far as ${status}`);
  }
});
