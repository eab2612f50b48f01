import { InputError, NotFoundError } from '@backstage/errors';
import { createProxyAuthenticator } from '@backstage/plugin-auth-node';
import type { Request } from 'express';
import type { DemoPerson } from './readDemoPeople';

function findPerson(people: DemoPerson[], req: Request): DemoPerson {
  const accepted = people.map(({ name }) => name).join(', ');
  const { person } = req.query;
  if (typeof person !== 'string' || person === '') {
    throw new InputError(
      `The query parameter 'person' is missing or given more than once; expected one of: ${accepted}`,
    );
  }
  const found = people.find(({ name }) => name === person);
  if (!found) {
    // The value comes from outside and is echoed, so it is kept short.
    const shown = JSON.stringify(person.slice(0, 80));
    throw new NotFoundError(
      `No demo person is named ${shown}; expected the query parameter 'person' to be one of: ${accepted}`,
    );
  }
  return found;
}

/**
 * An authenticator that believes the caller about who they are, as long as
 * they claim to be one of the given people.
 *
 * @internal
 */
export function createDemoAuthenticator(people: DemoPerson[]) {
  return createProxyAuthenticator({
    defaultProfileTransform: async (person: DemoPerson) => ({
      profile: { displayName: person.title },
    }),
    initialize() {},
    async authenticate({ req }) {
      return { result: findPerson(people, req) };
    },
  });
}
