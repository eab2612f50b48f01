import type { JsonObject } from '@backstage/types';

/** What a person should know of a plan: which answers of its form were not given. */
export function listWarnings(
  form: JsonObject[] | undefined,
  values: JsonObject,
  parameters: JsonObject,
): string[] {
  // The frame knows parameters that not every template asks for; those are of no interest there.
  const asked = new Set(
    (form ?? []).flatMap(page => Object.keys(page.properties ?? {})),
  );
  const filled = Object.keys(parameters).filter(
    name => asked.has(name) && !(name in values),
  );
  return filled.length === 0
    ? []
    : [
        `Not given, so the default is used: ${filled
          .map(name => `${name} = ${JSON.stringify(parameters[name])}`)
          .join(', ')}`,
      ];
}
