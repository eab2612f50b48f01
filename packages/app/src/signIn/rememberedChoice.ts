import { SignInChoice } from './Session';

const KEY = 'notes.sign-in';

function isChoice(value: unknown): value is SignInChoice {
  const choice = value as Partial<SignInChoice> | null;
  return (
    choice?.provider === 'guest' ||
    (choice?.provider === 'demo' &&
      typeof choice.person === 'string' &&
      typeof choice.displayName === 'string')
  );
}

/**
 * Keeps in the browser who signed in last, so that a reload does not ask again.
 * It holds a name and never a token.
 */
export const rememberedChoice = {
  read(): SignInChoice | undefined {
    try {
      const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
      return isChoice(value) ? value : undefined;
    } catch {
      return undefined;
    }
  },
  write(choice: SignInChoice): void {
    try {
      localStorage.setItem(KEY, JSON.stringify(choice));
    } catch {
      // A browser without storage asks again after a reload, which is all that is lost.
    }
  },
  forget(): void {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing was stored either.
    }
  },
};
