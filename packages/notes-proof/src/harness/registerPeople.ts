import { randomBytes } from 'node:crypto';
import type { Api } from './Api.ts';
import type { NotesSystem, Person } from './NotesSystem.ts';

export interface RegisteredPerson extends Person {
  readonly email: string;
  readonly password: string;
  readonly name: string;
}

interface SignedIn {
  readonly accessToken?: string;
  readonly user?: { readonly id?: string };
}

/** Registers people and signs them in, as they would do it; without auth-service they only have an id. */
export async function registerPeople(
  { api, system }: { readonly api: Api; readonly system: NotesSystem },
  count: number,
): Promise<RegisteredPerson[]> {
  const people: RegisteredPerson[] = [];
  for (let number = 1; number <= count; number += 1) {
    const suffix = randomBytes(4).toString('hex');
    const person = {
      email: `person-${number}-${suffix}@notes.example`,
      password: randomBytes(18).toString('base64url'),
      name: `Person ${number}`,
    };
    const known = system.has('auth-service')
      ? await register(api, person)
      : { subject: crypto.randomUUID() };
    people.push({ ...person, ...known, roles: ['user'] });
  }
  return people;
}

async function register(
  api: Api,
  person: { email: string; password: string; name: string },
): Promise<{ subject: string; session: string }> {
  const { email, password } = person;
  const registered = await api.send(undefined, {
    ...{ method: 'POST', path: '/api/auth/register', json: person },
  });
  const signedIn = await api.send(undefined, {
    ...{ method: 'POST', path: '/api/auth/login', json: { email, password } },
  });
  const { accessToken, user } = (signedIn.body ?? {}) as SignedIn;
  const id = user?.id;
  if (registered.status !== 202 || id === undefined || !accessToken) {
    throw new Error(
      `Registering answered ${registered.status}, signing in ${signedIn.status}: ${JSON.stringify(signedIn.body)}`,
    );
  }
  api.signedIn({ subject: id, roles: ['user'] }, accessToken);
  const { sid } = JSON.parse(
    Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString(),
  ) as { sid: string };
  return { subject: id, session: sid };
}
