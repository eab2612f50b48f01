import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * Somebody who can be chosen on the sign-in page of a development portal.
 *
 * @public
 */
export interface DemoPerson {
  /** The name of the User entity in the namespace `default`. */
  name: string;
  /** What the sign-in page calls the person. */
  title: string;
  /** One sentence that says what the person may do. */
  role: string;
}

const PEOPLE_KEY = 'auth.providers.demo.development.people';
const ENTITY_NAME = /^[a-z0-9]+([-_.][a-z0-9]+)*$/;

const DEFAULT_PEOPLE: DemoPerson[] = [
  {
    name: 'dev.rivera',
    title: 'Dev Rivera',
    role: 'Developer in the Notes team: creates services and changes what the team owns',
  },
  {
    name: 'pat.platform',
    title: 'Pat Ngata',
    role: 'Platform engineer: looks after every service, the golden paths and the audit log',
  },
  {
    name: 'lee.learner',
    title: 'Lee Kowalski',
    role: 'Learner: reads everything and follows the curriculum, changes nothing',
  },
];

function readPerson(config: Config, position: number): DemoPerson {
  const name = config.getString('name');
  if (name.length > 63 || !ENTITY_NAME.test(name)) {
    throw new InputError(
      `Invalid value at '${PEOPLE_KEY}[${position}].name': '${name}' is not the name of a catalog User; expected lower-case letters and digits separated by '-', '_' or '.', at most 63 characters`,
    );
  }
  return {
    name,
    title: config.getString('title'),
    role: config.getString('role'),
  };
}

/**
 * Reads the people a development portal offers for sign-in, or the default three.
 *
 * @internal
 */
export function readDemoPeople(config: Config): DemoPerson[] {
  const configs = config.getOptionalConfigArray(PEOPLE_KEY);
  if (!configs) {
    return DEFAULT_PEOPLE;
  }
  const people = configs.map(readPerson);
  if (people.length === 0) {
    throw new InputError(
      `Invalid value at '${PEOPLE_KEY}': the list is empty; name at least one person or remove the key`,
    );
  }
  const repeated = people.find(
    ({ name }, index) => people.findIndex(p => p.name === name) !== index,
  );
  if (repeated) {
    throw new InputError(
      `Invalid value at '${PEOPLE_KEY}': '${repeated.name}' is listed twice`,
    );
  }
  return people;
}
