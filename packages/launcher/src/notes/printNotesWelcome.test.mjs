import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';

import { resolvePaths } from '../paths.mjs';
import { Steps } from '../ui/Steps.mjs';
import { notesPaths } from './notesPaths.mjs';
import { printNotesWelcome } from './printNotesWelcome.mjs';

function printed({ running, failed }) {
  const stream = new PassThrough();
  const steps = new Steps({ stream, env: {} });
  const paths = resolvePaths({ data: '/srv/notes' });
  printNotesWelcome(
    { options: { port: 4100 }, paths, steps },
    {
      running,
      failed,
      places: notesPaths(paths),
      database: { where: '/srv/notes/postgres' },
      seeded: 'nothing',
      took: '1.0 s',
    },
  );
  return stream.read().toString();
}

describe('the end of a start of Notes', () => {
  it('names what does not run, and leaves out the part of the tour that needs it', () => {
    const text = printed({
      running: ['api-gateway', 'auth-service'],
      failed: ['notes-service', 'email-service'],
    });
    assert.match(text, /^! Not running: notes-service, email-service\. /m);
    assert.match(text, /Register somebody/);
    assert.doesNotMatch(text, /Write a note/);
    assert.match(text, /Press Ctrl-C to stop\.\n$/);
  });

  it('warns of nothing when all run', () => {
    const text = printed({
      running: ['api-gateway', 'auth-service', 'notes-service'],
      failed: [],
    });
    assert.match(text, /http:\/\/localhost:4100\/api\/docs/);
    assert.match(text, /Write a note/);
    assert.doesNotMatch(text, /^!|Not running/m);
  });
});
