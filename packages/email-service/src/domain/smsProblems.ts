import { Problem } from '@notes/service-kit';

const DAY_MS = 86_400_000;

export function noChannel(): Problem {
  return new Problem(404, 'There is no number for text messages.');
}

export function notSetUp(): Problem {
  return new Problem(
    409,
    'Text messages are not set up here: whoever runs the service has to set SNS_REGION.',
  );
}

export function badNumber(message: string): Problem {
  return new Problem(400, 'The number is not accepted.', {
    errors: [{ in: 'body', field: '/number', message }],
  });
}

export function badCode(left: number): Problem {
  const message = `expected the 6 digits of the last message; ${left} attempts are left`;
  return new Problem(400, 'The code is wrong.', {
    errors: [{ in: 'body', field: '/code', message }],
  });
}

export function tooSoon(waitMs: number): Problem {
  return new Problem(429, 'A code was sent less than a minute ago.', {
    headers: { 'Retry-After': String(Math.ceil(waitMs / 1_000)) },
  });
}

export function dayIsFull(perDay: number, now: Date): Problem {
  const leftMs = DAY_MS - (now.getTime() % DAY_MS);
  return new Problem(
    429,
    `At most ${perDay} text messages go to a person on a day (UTC).`,
    { headers: { 'Retry-After': String(Math.ceil(leftMs / 1_000)) } },
  );
}

export function notSent(reason: string): Problem {
  return new Problem(503, `The code could not be sent: ${reason}. Try again.`, {
    headers: { 'Retry-After': '30' },
    expected: true,
  });
}
