import { z } from 'zod';
import { KeyRing } from '../identity/KeyRing.ts';
import { ConfigError } from './ConfigError.ts';
import { readSecretFiles } from './readSecretFiles.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

type Values<S extends z.ZodRawShape> = Readonly<z.infer<z.ZodObject<S>>>;

export interface ConfigDefinition<C> {
  /** Reads the whole configuration once, at start, and names every variable that is wrong. */
  load(environment: Environment): C;
  /** The names of all settings, for documents that list them. */
  readonly names: readonly string[];
}

export interface ConfigOptions<S extends z.ZodRawShape> {
  readonly settings: S;
  /** May come from a mounted file (`<NAME>_FILE`); no message ever repeats their value. */
  readonly secrets?: readonly (keyof S & string)[];
  readonly requiredInProduction?: readonly (keyof S & string)[];
  /** What only the whole configuration can tell: which variables must be there together. */
  readonly rules?: (
    config: Values<S>,
  ) => Iterable<readonly [name: string, message: string]>;
}

/** Settings whose value holds a password or a key wherever they are used. */
const SECRET_NAME =
  /^(DATABASE_URL|BUS_DATABASE_URL|REDIS_URL|MONGO_URL|SMTP_URL|.*(_KEYS?|_SECRET|_PASSWORD|_TOKEN|_CREDENTIALS))$/;
const INTRODUCTION = 'The configuration is not valid:';

export function defineConfig<S extends z.ZodRawShape>(
  options: ConfigOptions<S>,
): ConfigDefinition<Values<S>> {
  const names = Object.keys(options.settings);
  const secrets = new Set([
    ...names.filter(name => SECRET_NAME.test(name)),
    ...(options.secrets ?? []),
  ]);
  const schema = z.object(options.settings);

  return {
    names,
    load(environment) {
      const { values, files, problems } = readSecretFiles(environment, secrets);
      const result = schema.safeParse(withoutEmpty(values));
      const found = [
        ...problems,
        ...(result.success
          ? rulesBroken(options, result.data)
          : result.error.issues.map(issueOf)),
      ];
      if (found.length > 0) throw describe(found, values, secrets);
      const config = Object.freeze(result.data as Values<S>);
      followFiles(config, files);
      return config;
    },
  };
}

type Broken = readonly [name: string, message: string];

function issueOf(issue: z.core.$ZodIssue): Broken {
  return [issue.path.join('.'), issue.message];
}

function* rulesBroken<S extends z.ZodRawShape>(
  { requiredInProduction = [], rules }: ConfigOptions<S>,
  config: Values<S>,
): Generator<Broken> {
  const values = config as Readonly<Record<string, unknown>>;
  if (values.NODE_ENV === 'production') {
    for (const name of requiredInProduction) {
      if (values[name] === undefined)
        yield [name, 'required when NODE_ENV is production'];
    }
  }
  if (rules) yield* rules(config);
}

function describe(
  found: readonly Broken[],
  values: Environment,
  secrets: ReadonlySet<string>,
): ConfigError {
  const lines = found.map(
    ([name, message]) =>
      `  ${name}: ${message}${given(values[name], secrets.has(name))}`,
  );
  return new ConfigError(`${INTRODUCTION}\n${lines.join('\n')}`);
}

function given(value: string | undefined, secret: boolean): string {
  if (value === undefined || value === '') return ', got nothing';
  if (secret) return `, got a text of ${value.length} characters`;
  return `, got ${JSON.stringify(value.slice(0, 200))}`;
}

/** An empty variable is an unset one: that is what shells, Compose files and charts mean by it. */
function withoutEmpty(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== ''),
  );
}

/** Keys from a mounted file are read again when the file changes, so that they can be rotated. */
function followFiles(config: object, files: ReadonlyMap<string, string>): void {
  for (const [name, file] of files) {
    const value = (config as Record<string, unknown>)[name];
    if (value instanceof KeyRing) value.follow(file);
  }
}
