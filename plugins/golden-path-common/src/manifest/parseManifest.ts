import { InputError } from '@backstage/errors';
import { manifestSchema, type GoldenPathManifest } from './GoldenPathManifest';

/**
 * Checks what was read from a manifest; each problem names file, field and accepted form.
 *
 * @public
 */
export function parseManifest(
  data: unknown,
  file = 'golden-path.yaml',
): GoldenPathManifest {
  const result = manifestSchema.safeParse(data);
  if (!result.success) {
    const problems = result.error.issues.map(
      issue => `${file}: ${fieldOf(issue.path)}: ${issue.message}`,
    );
    throw new InputError(problems.join('; '));
  }
  return result.data;
}

function fieldOf(path: PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') {
      return `${text}[${part}]`;
    }
    return text ? `${text}.${String(part)}` : String(part);
  }, '');
}
