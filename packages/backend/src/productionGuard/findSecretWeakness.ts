const MIN_LENGTH = 24;
const MIN_DISTINCT_CHARACTERS = 8;

/** Words of sample files, guides and defaults; a generated secret has none of them. */
const PLACEHOLDER =
  /change.?me|secret|passw(or)?d|default|example|sample|replace|placeholder|your.|insert|todo|xxxx|1234|qwert|backstage|postgres|admin|development|letmein/i;

/**
 * Says what is wrong with a secret, without repeating it, or nothing when it is fit for production.
 */
export function findSecretWeakness(
  secret: string | undefined,
): string | undefined {
  if (!secret) {
    return 'is missing';
  }
  if (PLACEHOLDER.test(secret)) {
    return 'is a known default or a placeholder';
  }
  if (secret.length < MIN_LENGTH) {
    return `is shorter than ${MIN_LENGTH} characters`;
  }
  if (new Set(secret).size < MIN_DISTINCT_CHARACTERS) {
    return `repeats fewer than ${MIN_DISTINCT_CHARACTERS} different characters`;
  }
  return undefined;
}

/** Passwords of a database are chosen elsewhere, so only the well-known ones are refused. */
export function findPasswordWeakness(
  password: string | undefined,
): string | undefined {
  if (!password) {
    return 'is missing';
  }
  return PLACEHOLDER.test(password) && password.length < MIN_LENGTH
    ? 'is a known default or a placeholder'
    : undefined;
}
