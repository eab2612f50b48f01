import crypto from 'node:crypto';
import fs from 'node:fs';

import { LauncherError } from '../LauncherError.mjs';
import { DEMO_PEOPLE, demoNote } from './demoContent.mjs';
import { requestJson } from './requestJson.mjs';
import { signIdentity } from './signIdentity.mjs';

const NEEDED = ['auth-service', 'notes-service'];
const AT_ONCE = 8;

/**
 * `--seed N`: demo people with N notes between them. Running it again with the same number changes nothing.
 *
 * @returns {Promise<'written' | 'nothing'>}
 */
export async function seedNotes(
  { options, shutdown, steps },
  { running, places },
) {
  const { port: portBase, seed } = options;
  if (seed === 0) {
    return 'nothing';
  }
  const missing = NEEDED.find(name => !running.includes(name));
  if (missing) {
    steps.warn(`--seed writes nothing: ${missing} does not run.`);
    return 'nothing';
  }
  const ring = JSON.parse(
    fs.readFileSync(places.keyRing('IDENTITY_KEYS'), 'utf8'),
  );
  const password = fs.readFileSync(places.demoPassword, 'utf8').trim();
  await steps.run(`Write ${seed} demo notes`, async step => {
    const people = await Promise.all(
      DEMO_PEOPLE.map(person => signIn({ portBase, person, password })),
    );
    let next = 0;
    const write = async () => {
      while (next < seed && !shutdown.signal.aborted) {
        const number = next;
        next += 1;
        const subject = people[number % people.length];
        await writeNote({ port: portBase + 2, ring, subject, number });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, write));
    step.title = `${seed} demo notes of ${people.length} people`;
  });
  return 'written';
}

/** Registering says nothing about whether the address was free; signing in shows that it is theirs. */
async function signIn({ portBase, person, password }) {
  const port = portBase + 1;
  const body = { ...person, password };
  await requestJson({ port, path: '/api/auth/register', body });
  const { email } = person;
  const reply = await requestJson({
    port,
    path: '/api/auth/login',
    body: { email, password },
  });
  if (reply.status !== 200) {
    throw failure(`${email} cannot sign in`, reply);
  }
  const [, claims] = reply.body.accessToken.split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')).sub;
}

async function writeNote({ port, ring, subject, number }) {
  const reply = await requestJson({
    port,
    path: '/api/notes',
    body: demoNote(number),
    headers: {
      'X-Notes-Identity': signIdentity(ring, {
        subject,
        permissions: ['notes:write'],
        audience: 'notes-service',
      }),
      'Idempotency-Key': crypto
        .createHash('sha256')
        .update(`demo ${number}`)
        .digest('hex')
        .slice(0, 32),
    },
  });
  if (reply.status !== 201) {
    throw failure(`Demo note ${number + 1} was not taken`, reply);
  }
}

function failure(what, { status, body }) {
  return new LauncherError(
    `${what}: ${status ?? 'no answer'} ${body?.detail ?? ''}`.trim(),
  );
}
