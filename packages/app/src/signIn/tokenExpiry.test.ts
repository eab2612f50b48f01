import { fakeToken } from '../__testUtils__/fakeToken';
import { tokenExpiry } from './tokenExpiry';

describe('tokenExpiry', () => {
  it('reads the end of a token', () => {
    expect(tokenExpiry(fakeToken(1_800_000_000_000), 0)).toBe(
      1_800_000_000_000,
    );
  });

  it.each([
    { token: '', reason: 'empty' },
    { token: 'abc', reason: 'no parts' },
    { token: 'a.%%%.c', reason: 'not base64' },
    {
      token: `a.${btoa('{"exp":"soon"}')}.c`,
      reason: 'an end that is no number',
    },
  ])('takes a token that is $reason as short-lived', ({ token }) => {
    expect(tokenExpiry(token, 1_000)).toBe(301_000);
  });
});
