import { mockApis } from '@backstage/frontend-test-utils';
import { readSignInMethods } from './readSignInMethods';

function read(data: object) {
  return readSignInMethods(mockApis.config({ data }));
}

describe('readSignInMethods', () => {
  it.each([
    { data: {}, expected: ['demo', 'guest'], reason: 'development' },
    {
      data: { auth: { environment: 'production' } },
      expected: ['oidc', 'github'],
      reason: 'production',
    },
    {
      data: { app: { signIn: { methods: ['github'] } } },
      expected: ['github'],
      reason: 'a list of its own',
    },
    {
      data: { app: { signIn: { methods: [] } } },
      expected: [],
      reason: 'an empty list',
    },
  ])('offers $expected for $reason', ({ data, expected }) => {
    expect(read(data)).toEqual(expected);
  });

  it('names the key, the value and the accepted ones when a method is unknown', () => {
    expect(() => read({ app: { signIn: { methods: ['ldap'] } } })).toThrow(
      "Invalid value at 'app.signIn.methods': 'ldap'; expected demo, guest, oidc, github",
    );
  });
});
