import { sessionOf } from '../__testUtils__/fakeBackend';
import { RefreshingIdentity } from './RefreshingIdentity';

const MINUTE = 60_000;
const START = Date.UTC(2026, 10, 21);

function setup(options: { lifetime: number }) {
  let now = START;
  const refresh = jest.fn(async () => sessionOf('renewed', now + 60 * MINUTE));
  const forget = jest.fn();
  const identity = new RefreshingIdentity({
    session: sessionOf('first', START + options.lifetime),
    refresh,
    forget,
    now: () => now,
  });
  const pass = (time: number) => {
    now += time;
  };
  return { identity, refresh, forget, pass };
}

describe('RefreshingIdentity', () => {
  it('tells who is signed in', async () => {
    const { identity } = setup({ lifetime: 60 * MINUTE });
    expect(await identity.getProfileInfo()).toEqual({ displayName: 'first' });
    expect(await identity.getBackstageIdentity()).toMatchObject({
      userEntityRef: 'user:default/first',
    });
  });

  it('keeps a token that lasts', async () => {
    const { identity, refresh } = setup({ lifetime: 60 * MINUTE });
    const before = await identity.getCredentials();
    expect(await identity.getCredentials()).toEqual(before);
    expect(refresh).not.toHaveBeenCalled();
  });

  it('replaces a token before it ends, once for all who ask at that moment', async () => {
    const { identity, refresh, pass } = setup({ lifetime: 60 * MINUTE });
    const before = await identity.getCredentials();
    pass(56 * MINUTE);
    const [one, other] = await Promise.all([
      identity.getCredentials(),
      identity.getCredentials(),
    ]);
    expect(refresh).toHaveBeenCalledTimes(1);
    expect(one.token).not.toBe(before.token);
    expect(other).toEqual(one);
  });

  it('stays with a valid token while the backend is away, and asks again', async () => {
    const { identity, refresh, pass } = setup({ lifetime: 60 * MINUTE });
    const before = await identity.getCredentials();
    pass(57 * MINUTE);
    refresh.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    expect(await identity.getCredentials()).toEqual(before);
    expect((await identity.getCredentials()).token).not.toBe(before.token);
  });

  it('fails when the token has ended and cannot be replaced', async () => {
    const { identity, refresh, pass } = setup({ lifetime: 10 * MINUTE });
    pass(11 * MINUTE);
    refresh.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    await expect(identity.getCredentials()).rejects.toThrow('Failed to fetch');
  });

  it('forgets the person at sign-out', async () => {
    const { identity, forget } = setup({ lifetime: 60 * MINUTE });
    await identity.signOut();
    expect(forget).toHaveBeenCalledTimes(1);
  });
});
