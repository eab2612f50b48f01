import { parseDocument } from 'yaml';
import { looksRandom, namesSecret } from './looksSecret';
import { lockSchema, type TemplateLock } from './TemplateLock';

/**
 * What is wrong with a lock file, one line for each problem; none when it is right.
 *
 * @public
 */
export function lintLock(text: string): string[] {
  const document = parseDocument(text);
  if (document.errors.length > 0) {
    return document.errors.map(error => error.message.split('\n')[0]);
  }
  const result = lockSchema.safeParse(document.toJS());
  if (!result.success) {
    return result.error.issues.map(
      issue => `${issue.path.join('.') || 'lock'}: ${issue.message}`,
    );
  }
  return findSecrets(result.data);
}

function findSecrets(lock: TemplateLock): string[] {
  return Object.entries(lock.parameters).flatMap(([name, value]) => {
    if (lock.omitted.includes(name)) {
      return [`parameters.${name}: is omitted and written at the same time`];
    }
    const text = JSON.stringify(value);
    // A short word is a choice from a list, such as "vault" for a parameter named "secrets".
    const suspicious = namesSecret(name) ? text.length > 14 : looksRandom(text);
    return suspicious
      ? [
          `parameters.${name}: looks like a secret; record its name below "omitted"`,
        ]
      : [];
  });
}
