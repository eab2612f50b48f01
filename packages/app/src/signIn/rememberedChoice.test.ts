import { rememberedChoice } from './rememberedChoice';

describe('rememberedChoice', () => {
  beforeEach(() => localStorage.clear());

  it('gives back what was written until it is forgotten', () => {
    const choice = {
      provider: 'demo' as const,
      person: 'dev.rivera',
      displayName: 'Dev Rivera',
    };
    rememberedChoice.write(choice);
    expect(rememberedChoice.read()).toEqual(choice);
    rememberedChoice.forget();
    expect(rememberedChoice.read()).toBeUndefined();
  });

  it.each([
    { stored: '{', reason: 'no JSON' },
    { stored: '{"provider":"demo"}', reason: 'a demo person without a name' },
    { stored: '{"provider":"saml"}', reason: 'another provider' },
    { stored: '42', reason: 'a number' },
  ])('takes $reason as nobody', ({ stored }) => {
    localStorage.setItem('notes.sign-in', stored);
    expect(rememberedChoice.read()).toBeUndefined();
  });

  it('does without a browser that stores nothing', () => {
    const refuse = () => {
      throw new Error('denied');
    };
    const spies = (['getItem', 'setItem', 'removeItem'] as const).map(name =>
      jest.spyOn(Storage.prototype, name).mockImplementation(refuse),
    );
    expect(() => rememberedChoice.write({ provider: 'guest' })).not.toThrow();
    expect(() => rememberedChoice.forget()).not.toThrow();
    expect(rememberedChoice.read()).toBeUndefined();
    spies.forEach(spy => spy.mockRestore());
  });
});
