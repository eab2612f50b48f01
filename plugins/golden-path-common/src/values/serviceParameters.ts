import { z } from 'zod';

/** One line of text: no control character, no separator of lines, no hidden change of direction. */
const ONE_LINE =
  // eslint-disable-next-line no-control-regex -- control characters are what it refuses
  /^[^\s\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069](?:[^\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]*[^\s\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069])?$/;
const NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const PART = '[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?';
const refOf = (kinds: string) =>
  new RegExp(`^(?:(?:${kinds}):)?(?:${PART}/)?${PART}$`);

const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, {
    error: issue =>
      `"${String(issue.input)}" is not accepted: expected one of ${values.join(', ')}`,
  });
const text = (pattern: RegExp, form: string, length: [number, number]) =>
  z
    .string({ error: `expected ${form}` })
    .min(length[0], `expected ${form}`)
    .max(length[1], `expected ${form}`)
    .regex(pattern, `expected ${form}`);

/** The parameters that every template understands alike, with their accepted forms. */
export const knownParameters = {
  name: text(
    NAME,
    '3 to 40 lower-case letters, digits and hyphens, beginning with a letter',
    [3, 40],
  ),
  description: text(
    ONE_LINE,
    'one line of 3 to 200 characters without control characters',
    [3, 200],
  ),
  owner: text(
    refOf('group|user'),
    'a group such as "group:default/notes-team"',
    [1, 200],
  ),
  system: text(
    refOf('system'),
    'a system such as "system:default/notes"',
    [1, 200],
  ),
  tier: oneOf(['standard', 'critical']).default('standard'),
  costCenter: text(
    LABEL,
    'up to 40 lower-case letters, digits and hyphens',
    [1, 40],
  ).default('engineering'),
  dataClassification: oneOf(['public', 'internal', 'confidential']).default(
    'internal',
  ),
  database: oneOf(['none', 'postgresql']).default('none'),
  cache: oneOf(['none', 'redis']).default('none'),
  events: oneOf(['none', 'producer', 'consumer', 'both']).default('none'),
  exposure: oneOf(['internal', 'public']).default('internal'),
  mesh: oneOf(['none', 'sidecar', 'ambient']).default('none'),
  canary: oneOf(['none', '90-10', '10-50-100']).default('none'),
  secrets: oneOf(['none', 'vault', 'aws']).default('none'),
  chaos: z
    .boolean({
      error: issue =>
        `${JSON.stringify(issue.input)} is not accepted: expected true or false`,
    })
    .default(false),
  repoHost: oneOf(['embedded', 'github', 'gitlab', 'gitea']).default(
    'embedded',
  ),
  repoOwner: text(
    LABEL,
    'up to 39 lower-case letters, digits and hyphens',
    [1, 39],
  ),
  ci: oneOf(['github', 'jenkins']).default('github'),
  sonar: oneOf(['none', 'sonarqube', 'sonarcloud']).default('none'),
  registry: oneOf(['ecr', 'ghcr', 'dockerhub']).default('ghcr'),
};
