import { parse } from 'yaml';

interface ApplicationFile {
  metadata?: { name?: string };
  spec?: {
    project?: string;
    destination?: { namespace?: string };
    source?: { repoURL?: string };
    sources?: { repoURL?: string; ref?: string }[];
  };
}

/** What an Application file uses of the rest of the tree. */
export interface ApplicationUse {
  project: string | undefined;
  namespace: string | undefined;
  sourceRepos: string[];
}

/** Reads an Application file that people may have written; a broken one uses nothing. */
export function readApplication(content: string): ApplicationUse {
  const { spec } = parseLeniently(content) ?? {};
  const sources = spec?.sources ?? (spec?.source ? [spec.source] : []);
  return {
    project: spec?.project,
    namespace: spec?.destination?.namespace,
    sourceRepos: sources
      .filter(source => !('ref' in source))
      .flatMap(source => source.repoURL ?? []),
  };
}

/** The repositories that an Application deploys from. */
export function readSourceRepos(content: string): string[] {
  return readApplication(content).sourceRepos;
}

function parseLeniently(content: string): ApplicationFile | undefined {
  try {
    return parse(content) as ApplicationFile;
  } catch {
    return undefined;
  }
}
