import { Problem } from '@notes/service-kit';

/** Programs tell these apart by their type; a sentence may be reworded. */
function typed(name: string): string {
  return `urn:notes:problem:${name}`;
}

/** The one answer to every sign-in that fails, so that it does not tell which part was wrong. */
export function invalidCredentials(): Problem {
  return new Problem(401, 'The address, the password or the code is wrong.', {
    type: typed('invalid-credentials'),
    title: 'Sign-in failed',
  });
}

export function twoFactorRequired(challenge: string): Problem {
  return new Problem(
    401,
    'Send the code of your authenticator, or a recovery code, with this challenge to /api/auth/login/two-factor.',
    {
      type: typed('two-factor-required'),
      title: 'A second factor is needed',
      extensions: { challenge },
    },
  );
}

export function challengeOver(): Problem {
  return new Problem(401, 'The challenge is over: sign in again.', {
    type: typed('challenge-over'),
    title: 'Sign-in failed',
  });
}

export function tooManyAttempts(seconds: number): Problem {
  return new Problem(
    429,
    `Too many attempts: try again in ${seconds} seconds.`,
    {
      type: typed('too-many-attempts'),
      headers: { 'Retry-After': String(seconds) },
    },
  );
}

export function tooBusy(): Problem {
  return new Problem(
    503,
    'Too many people are signing in right now: try again in a few seconds.',
    { type: typed('busy'), headers: { 'Retry-After': '2' } },
  );
}

export function sessionOver(): Problem {
  return new Problem(401, 'The session has ended: sign in again.', {
    type: typed('session-over'),
    title: 'The session has ended',
  });
}

export function csrfRefused(): Problem {
  return new Problem(
    403,
    'The header X-CSRF-Token is missing or belongs to another session: expected the csrfToken of the sign-in.',
    { type: typed('csrf'), title: 'The request may be forged' },
  );
}

export function refreshRaced(): Problem {
  return new Problem(
    409,
    'The refresh token was used a moment ago: try again with the cookie of that answer.',
    { type: typed('refresh-raced') },
  );
}

/** Of somebody who is signed in and confirms a change; unlike at sign-in, there is nothing to hide. */
export function notConfirmed(field: string): Problem {
  return new Problem(403, `The ${field} is wrong or missing.`, {
    type: typed('not-confirmed'),
    errors: [
      { in: 'body', field: `/${field}`, message: 'is wrong or missing' },
    ],
  });
}

export function weakPassword(field: string, message: string): Problem {
  return new Problem(400, `The password ${message}.`, {
    type: typed('weak-password'),
    errors: [{ in: 'body', field: `/${field}`, message }],
  });
}

/** The one answer to links that are unknown, used or over, so that it does not tell which there were. */
export function resetLinkOver(): Problem {
  const message =
    'is unknown, used or over: expected the token of the latest mail, within 30 minutes';
  return new Problem(400, `The token ${message}.`, {
    type: typed('reset-link-over'),
    title: 'The link does not count',
    errors: [{ in: 'body', field: '/token', message }],
  });
}

export function notFound(what: string, id: string): Problem {
  return new Problem(404, `There is no ${what} "${id}".`);
}

export function conflict(name: string, detail: string): Problem {
  return new Problem(409, detail, { type: typed(name) });
}

export function forbidden(detail: string): Problem {
  return new Problem(403, detail);
}
