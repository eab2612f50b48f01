import type { KitFile } from './readKitFile';
import type { Choice, ParameterModel } from './ParameterModel';

interface ParameterSchema {
  type?: string;
  enum?: Choice[];
  default?: Choice;
}

/** One page of the form. */
export interface ParameterPage {
  properties?: Record<string, ParameterSchema>;
  required?: string[];
}

/**
 * Reads what can be varied from the form of a template.
 *
 * @param parameters `spec.parameters` of the template
 */
export function readParameterModel(
  parameters: ParameterPage | ParameterPage[] | undefined,
  kit: KitFile,
): ParameterModel {
  const pages = [parameters ?? []].flat();
  const properties = Object.assign(
    {},
    ...pages.map(page => page.properties ?? {}),
  ) as Record<string, ParameterSchema>;
  refuseUnknown(kit, properties);
  const required = pages.flatMap(page => page.required ?? []);
  const choices: ParameterModel['choices'] = {};
  for (const [name, schema] of Object.entries(properties)) {
    const values = choicesOf(schema);
    if (values && kit.fixed[name] === undefined) {
      choices[name] = values;
    }
  }
  const missing = required.filter(
    name => !choices[name] && !(name in kit.base) && !(name in kit.fixed),
  );
  if (missing.length > 0) {
    throw new Error(
      `tests/kit.yaml: base: expected a value for the required parameter${missing.length > 1 ? 's' : ''} ${missing.join(', ')}`,
    );
  }
  return {
    choices,
    base: { ...kit.base, ...kit.fixed },
    exclusions: kit.exclude,
  };
}

/** The default comes first: it is what a combination has that says nothing of the parameter. */
function choicesOf(schema: ParameterSchema): Choice[] | undefined {
  const values =
    schema.enum ?? (schema.type === 'boolean' ? [false, true] : undefined);
  return values?.toSorted(
    (a, b) => Number(b === schema.default) - Number(a === schema.default),
  );
}

/** A misspelt parameter would quietly test something else. */
function refuseUnknown(
  kit: KitFile,
  properties: Record<string, ParameterSchema>,
): void {
  const named = [
    ...Object.keys(kit.base),
    ...Object.keys(kit.fixed),
    ...kit.build,
    ...kit.exclude.flatMap(({ when }) => Object.keys(when)),
    ...Object.values(kit.variants).flatMap(values => Object.keys(values)),
    ...Object.values(kit.snapshots).flatMap(values => Object.keys(values)),
  ];
  const unknown = named.find(name => !(name in properties));
  if (unknown) {
    throw new Error(
      `tests/kit.yaml: the template has no parameter "${unknown}": expected one of ${Object.keys(properties).join(', ')}`,
    );
  }
}
