import { DEFAULT_SCHEMA, load, Type, YAMLException } from 'js-yaml';
import { SiteProblemsError } from './SiteProblemsError';

/**
 * Tags such as `!!python/name:…` and `!ENV` name code to run elsewhere. Here they are
 * read as empty, and nothing is ever run.
 */
const INERT_TAGS = (['scalar', 'sequence', 'mapping'] as const).flatMap(kind =>
  ['tag:yaml.org,2002:python/', '!'].map(
    tag => new Type(tag, { kind, multi: true, construct: () => null }),
  ),
);

const SCHEMA = DEFAULT_SCHEMA.extend(INERT_TAGS);

/** Parses YAML; a mistake in it is reported with its file and line. */
export function parseYaml(source: string, file: string): unknown {
  try {
    return load(source, { schema: SCHEMA });
  } catch (error) {
    if (!(error instanceof YAMLException)) {
      throw error;
    }
    throw new SiteProblemsError([
      {
        file,
        line: (error.mark?.line ?? 0) + 1,
        message: `not valid YAML: ${error.reason}`,
      },
    ]);
  }
}
