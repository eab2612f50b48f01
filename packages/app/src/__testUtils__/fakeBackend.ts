import { Session } from '../signIn/Session';
import { fakeToken } from './fakeToken';

const HOUR_MS = 60 * 60 * 1000;

export const PEOPLE = [
  {
    name: 'dev.rivera',
    title: 'Dev Rivera',
    role: 'Developer in the Notes team: creates services',
  },
  { name: 'lee.learner', title: 'Lee Kowalski', role: 'Learner' },
];

export function sessionOf(
  name: string,
  expiresAtMs = Date.now() + HOUR_MS,
): Session {
  return {
    profile: { displayName: name },
    backstageIdentity: {
      token: fakeToken(expiresAtMs),
      identity: {
        type: 'user',
        userEntityRef: `user:default/${name}`,
        ownershipEntityRefs: [`user:default/${name}`],
      },
    },
  };
}

type Answer = { status?: number; body: unknown } | Error;

/**
 * Answers requests by the end of their address, each list from first to last;
 * the last answer is repeated.
 */
export function fakeBackend(answers: Record<string, Answer[]>): jest.Mock {
  const left = new Map(Object.entries(answers).map(([k, v]) => [k, [...v]]));
  const fake = jest.fn(async (input: unknown) => {
    const url = String(input);
    const key = [...left.keys()].find(end => url.endsWith(end));
    const list = key ? left.get(key)! : [];
    const answer = list.length > 1 ? list.shift() : list[0];
    if (!answer) {
      throw new Error(`No answer prepared for ${url}`);
    }
    if (answer instanceof Error) {
      throw answer;
    }
    const { status = 200, body } = answer;
    return {
      ok: status < 400,
      status,
      statusText: String(status),
      url,
      headers: new Map([['content-type', 'application/json']]),
      json: async () => body,
      text: async () => JSON.stringify(body),
    };
  });
  global.fetch = fake as unknown as typeof fetch;
  return fake;
}
