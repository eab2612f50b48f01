import { NameQuestion } from './findNameConflicts';

/** Takes the namespace and the host of the repository from the rest of the form. */
export function readNameQuestion(
  name: string,
  formData: Record<string, unknown> | undefined,
  options: { repoOwner?: string; language?: string } | undefined,
): NameQuestion {
  const { repoOwner, repoHost } = formData ?? {};
  return {
    name,
    repoOwner:
      typeof repoOwner === 'string' && repoOwner
        ? repoOwner
        : (options?.repoOwner ?? 'notes'),
    language: options?.language,
    repoHost: typeof repoHost === 'string' ? repoHost : undefined,
  };
}
