import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  commonSettings,
  defineConfig,
  defineService,
  loadOpenApi,
  operation,
  type CommonConfig,
  type OpenApiDocument,
} from '@notes/service-kit';
import { startTestService } from '@notes/service-kit/testing';
import { startEcho } from '../testing/echoUpstream.ts';
import { startGateway, to } from '../testing/gatewayFixture.ts';

/** A real service of service-kit that says who asks. */
const notesService = defineService<CommonConfig>({
  name: 'notes-service',
  config: defineConfig({ settings: commonSettings }),
  openapi: new URL('../testing/notes.openapi.yaml', import.meta.url),
  create: () => ({
    handlers: {
      getNote: operation<{ path: { noteId: string } }>(({ caller, path }) => ({
        status: 200,
        body: { id: path.noteId, owner: caller.subject },
      })),
    },
  }),
});

const NOWHERE = to('http://127.0.0.1:1');
const OTHERS = {
  auth: NOWHERE,
  search: NOWHERE,
  email: NOWHERE,
  audit: NOWHERE,
  config: NOWHERE,
};

test('the documents of the services are one, services that are away are named, and the last good one is kept', async t => {
  const notes = await startTestService(notesService);
  const gateway = await startGateway(
    { ...OTHERS, notes: to(notes.url) },
    { DOCUMENTS_MAX_AGE_MS: '0' },
  );
  t.after(() => gateway.close());
  const read = async () => {
    const reply = await gateway.request('/api/docs/openapi.json');
    assert.equal(reply.status, 200);
    return reply.body as OpenApiDocument & { info: { description: string } };
  };
  const first = await read();
  assert.deepEqual(Object.keys(first.paths).sort(), [
    '/api/docs',
    '/api/docs/openapi.json',
    '/api/health',
    '/api/notes/{noteId}',
    '/api/ready',
  ]);
  assert.match(
    first.info.description,
    /not shown: auth, search, email, audit, config/,
  );
  assert.deepEqual(
    (first.paths['/api/notes/{noteId}']?.get as { security: unknown }).security,
    [{ bearer: ['notes:read'] }],
  );
  await notes.close();
  const second = await read();
  assert.match(second.info.description, /shown as they were last: notes/);
  assert.ok(second.paths['/api/notes/{noteId}']);
  const page = await gateway.request('/api/docs');
  assert.match(
    page.text,
    /<strong>notes<\/strong> does not answer; this is what it said last/,
  );
});

test('the page of the API has no scripts, nothing from elsewhere, and its words are escaped', async t => {
  const hostile = await startEcho();
  const document = loadOpenApi(
    new URL('../testing/notes.openapi.yaml', import.meta.url),
  );
  hostile.answer((_request, response) => {
    const text = JSON.stringify(document).replaceAll(
      'One note',
      '<script>alert(1)</script>',
    );
    response.end(text);
  });
  const gateway = await startGateway({ ...OTHERS, notes: to(hostile.url) });
  t.after(() => Promise.all([gateway.close(), hostile.close()]));
  const page = await gateway.request('/api/docs');
  assert.equal(page.status, 200);
  assert.match(page.headers.get('content-type') ?? '', /text\/html/);
  assert.match(
    page.headers.get('content-security-policy') ?? '',
    /^default-src 'none'; style-src 'sha256-/,
  );
  assert.match(page.text, /&lt;script&gt;alert/);
  assert.doesNotMatch(page.text, /<script|src=|https?:\/\//);
  assert.match(page.text, /<code>\/api\/notes\/\{noteId\}<\/code>/);
});

test('a service cannot document the paths of another', async t => {
  const liar = await startEcho();
  liar.answer((_request, response) => {
    const paths = { '/api/auth/login': { post: {} }, '/metrics': { get: {} } };
    response.end(
      JSON.stringify({
        openapi: '3.1.0',
        info: { title: 'x', version: '1' },
        paths,
      }),
    );
  });
  const gateway = await startGateway({ ...OTHERS, notes: to(liar.url) });
  t.after(() => Promise.all([gateway.close(), liar.close()]));
  const reply = await gateway.request('/api/docs/openapi.json');
  const { paths } = reply.body as OpenApiDocument;
  assert.equal(paths['/api/auth/login'], undefined);
  assert.equal(paths['/metrics'], undefined);
});
