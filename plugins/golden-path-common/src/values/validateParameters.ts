import { InputError } from '@backstage/errors';
import type { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod';
import { describeReservedName } from '../names';
import { knownParameters } from './serviceParameters';

const REQUIRED = ['name', 'description', 'owner', 'system', 'repoOwner'];
const MAX_TEXT = 2000;

/** Every known parameter may be left out, and gets its default where it has one. */
const schema = z.looseObject(
  Object.fromEntries(
    Object.entries(knownParameters).map(([name, parameter]) => [
      name,
      REQUIRED.includes(name) ? parameter.optional() : parameter,
    ]),
  ) as {
    [K in keyof typeof knownParameters]:
      (typeof knownParameters)[K] | z.ZodOptional<(typeof knownParameters)[K]>;
  },
);

/** @public */
export type CheckedParameters = z.infer<typeof schema> & {
  [name: string]: unknown;
};

/**
 * Checks parameters again after the form, because callers of the API see no form.
 *
 * Each problem names field, value and accepted form. Empty text in a known field counts as left out.
 *
 * @public
 */
export function validateParameters(
  parameters: JsonObject,
  options: { language: string },
): CheckedParameters {
  const given = Object.fromEntries(
    Object.entries(parameters).filter(
      ([name, value]) =>
        value !== undefined &&
        value !== null &&
        !(value === '' && name in knownParameters),
    ),
  );
  const result = schema.safeParse(given);
  const problems = [
    ...findMissing(given, options.language),
    ...(result.error?.issues ?? []).map(describeIssue(given)),
    ...findReservedName(given.name, options.language),
    ...findUnsafeText(given as JsonObject),
    ...(result.success ? findContradictions(result.data) : []),
  ];
  if (problems.length > 0 || !result.success) {
    throw new InputError(
      `The parameters are not accepted: ${problems.join('; ')}`,
    );
  }
  return result.data;
}

function findMissing(given: Record<string, unknown>, language: string) {
  return language === 'none'
    ? []
    : REQUIRED.filter(name => given[name] === undefined).map(
        name => `${name} is missing`,
      );
}

function describeIssue(given: Record<string, unknown>) {
  return (issue: z.core.$ZodIssue) => {
    const field = issue.path.join('.');
    const value = given[field];
    const quoted =
      typeof value === 'string' && !issue.message.startsWith('"')
        ? ` ${JSON.stringify(value.slice(0, 60))} is not accepted,`
        : '';
    return `${field}:${quoted} ${issue.message}`;
  };
}

function findReservedName(name: unknown, language: string): string[] {
  const problem =
    typeof name === 'string' && describeReservedName(name, language);
  return problem ? [`name: ${problem}: choose another name`] : [];
}

/** A template's own parameters: text that no file could quote is refused wherever it stands. */
function findUnsafeText(given: JsonObject): string[] {
  return Object.entries(given)
    .filter(([name]) => !(name in knownParameters))
    .flatMap(([name, value]) => unsafeIn(value, name));
}

function unsafeIn(value: JsonValue | undefined, at: string): string[] {
  if (typeof value === 'string') {
    if (value.length > MAX_TEXT) {
      return [`${at}: expected at most ${MAX_TEXT} characters`];
    }
    // eslint-disable-next-line no-control-regex -- control characters are what it refuses
    return /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/.test(
      value,
    )
      ? [`${at}: expected text without control characters`]
      : [];
  }
  if (value && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, each]) =>
      unsafeIn(each, `${at}.${key}`),
    );
  }
  return [];
}

/** Rules between fields: each message names both. */
function findContradictions(values: z.infer<typeof schema>): string[] {
  const problems: string[] = [];
  if (values.canary !== 'none' && values.mesh === 'none') {
    problems.push(
      `canary: "${values.canary}" needs a mesh, and mesh is "none": choose mesh "sidecar" or "ambient", or canary "none"`,
    );
  }
  return problems;
}
