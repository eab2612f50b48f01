/** Unit layer. */
import { ConfigReader } from '@backstage/config';
import { assertDevelopment } from './assertDevelopment';
import { readDemoPeople } from './readDemoPeople';

function configWith(people: unknown) {
  return new ConfigReader({
    auth: { providers: { demo: { development: { people } } } },
  } as ConstructorParameters<typeof ConfigReader>[0]);
}

describe('readDemoPeople', () => {
  it.each([
    {
      reason: 'an upper-case name',
      people: [{ name: 'Dev', title: 'D', role: 'R' }],
      message: /people\[0\]\.name': 'Dev' is not the name/,
    },
    {
      reason: 'an empty list',
      people: [],
      message: /people': the list is empty/,
    },
    {
      reason: 'a repeated person',
      people: [
        { name: 'dev', title: 'D', role: 'R' },
        { name: 'dev', title: 'E', role: 'R' },
      ],
      message: /people': 'dev' is listed twice/,
    },
    {
      reason: 'a missing role',
      people: [{ name: 'dev', title: 'D' }],
      message: /people\[0\]\.role/,
    },
    { reason: 'a text', people: 'dev', message: /people/ },
  ])('names the key and the value for $reason', ({ people, message }) => {
    expect(() => readDemoPeople(configWith(people))).toThrow(message);
  });
});

describe('assertDevelopment', () => {
  const config = new ConfigReader({});

  it.each(['development', 'test'])('accepts NODE_ENV %s', nodeEnv => {
    expect(() => assertDevelopment(config, nodeEnv)).not.toThrow();
  });

  it.each(['production', 'staging', '', undefined])(
    'refuses NODE_ENV %p and says how to continue',
    nodeEnv => {
      expect(() => assertDevelopment(config, nodeEnv)).toThrow(
        /development only, but NODE_ENV is .*set it to null in app-config\.production\.yaml/,
      );
    },
  );

  it('refuses an auth.environment other than development', () => {
    const production = new ConfigReader({ auth: { environment: 'staging' } });
    expect(() => assertDevelopment(production, 'development')).toThrow(
      /'auth\.environment' is 'staging'/,
    );
  });
});
