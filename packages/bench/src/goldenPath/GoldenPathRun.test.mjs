import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { GoldenPathRun } from './GoldenPathRun.mjs';

const progress = { step: (_, work) => work(), line() {} };
const template = {
  name: 'node-service',
  build: 'node',
  values: name => ({ name }),
};

function runWith(t, client, options) {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'notes-bench-test-'));
  t.after(() => fs.rmSync(parent, { recursive: true }));
  const gitUrl = path.join(parent, 'git');
  return new GoldenPathRun({ client, gitUrl, progress, parent, ...options });
}

test('a plan is asked for with the values of the form, and timed', async t => {
  const asked = [];
  const run = runWith(t, {
    postJson: async (url, body) => {
      asked.push([url, body]);
      throw new Error('stop here');
    },
  });
  await run.take(template, 1);
  assert.deepEqual(asked[0], [
    '/api/golden-path/v1/plans',
    {
      templateRef: 'template:default/node-service',
      values: { name: 'bench-node-service-1' },
    },
  ]);
  const { plan, problems } = run.samplesOf(template);
  assert.deepEqual(plan, []);
  assert.deepEqual(Object.keys(problems), ['plan', 'create']);
});

test('what needs an approval is asked for by one and decided by another before it is timed', async t => {
  const asked = [];
  const answer = who => async (url, body) => {
    asked.push([who, url, Object.keys(body)]);
    if (url === '/api/scaffolder/v2/tasks') throw new Error('stop here');
    return { id: '7', hash: 'abc' };
  };
  const run = runWith(
    t,
    { postJson: answer('developer') },
    { approver: { postJson: answer('approver') } },
  );
  await run.make({ ...template, needsApproval: true }, 1);
  const plans = '/api/golden-path/v1/plans';
  assert.deepEqual(asked, [
    ['developer', plans, ['templateRef', 'values']],
    ['developer', `${plans}/7/approval-requests`, []],
    ['approver', `${plans}/7/decision`, ['decision', 'hash']],
    ['developer', '/api/scaffolder/v2/tasks', ['templateRef', 'values']],
  ]);
});

test('a failed task says what failed, not what was cleaned up after it', async t => {
  const run = runWith(t, {
    postJson: async () => ({ id: '1' }),
    getJson: async url =>
      url.endsWith('/events')
        ? [
            { type: 'log', body: { message: 'Took back the repository' } },
            { type: 'completion', body: { error: { message: 'no disk' } } },
          ]
        : { status: 'failed' },
  });
  await run.take({ ...template, hasPlan: false }, 1);
  const { create, problems } = run.samplesOf(template);
  assert.deepEqual(create, []);
  assert.equal(problems.create.message, 'the task failed: no disk');
});

test('what needs another template that made nothing is left out with the reason', async t => {
  const run = runWith(t, { postJson: async () => ({ id: '1' }) });
  const resource = { ...template, name: 'resource', changes: 'node-service' };
  await run.make(resource, 1);
  const { problems } = run.samplesOf(resource);
  assert.equal(
    problems['warm-up'].message,
    'node-service made nothing to add to',
  );
});

test('an interrupt ends the run instead of becoming a row', async t => {
  const run = runWith(
    t,
    { postJson: async () => Promise.reject(new Error('gone')) },
    { signal: AbortSignal.abort() },
  );
  await assert.rejects(run.take(template, 1), /gone/);
});

test('what was not made is not built', async t => {
  const run = runWith(t, {});
  await run.build(template);
  assert.deepEqual(run.samplesOf(template).green, []);
  assert.deepEqual(run.samplesOf(template).problems, {});
});
