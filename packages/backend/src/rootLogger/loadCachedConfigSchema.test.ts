import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { loadCachedConfigSchema } from './loadCachedConfigSchema';

const SCHEMA = `export interface Config {
  vault: {
    /** @visibility secret */
    token: string;
    address: string;
  };
}
`;

/** A workspace with one package that declares a secret. */
function setup() {
  const root = fs.realpathSync(
    fs.mkdtempSync(path.join(os.tmpdir(), 'config-schema-')),
  );
  const write = (name: string, content: string) => {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, content);
  };
  write('package.json', '{"name":"root","private":true,"workspaces":["p/*"]}');
  write('yarn.lock', '# one');
  write(
    'p/vault/package.json',
    '{"name":"vault","version":"1.0.0","configSchema":"config.d.ts"}',
  );
  write('p/vault/config.d.ts', SCHEMA);
  fs.mkdirSync(path.join(root, 'node_modules'));
  fs.symlinkSync('../p/vault', path.join(root, 'node_modules/vault'));
  const cacheDirectory = path.join(root, 'cache');
  const problems: string[] = [];
  return {
    write,
    problems,
    file: path.join(cacheDirectory, 'config-schema.json'),
    load: () =>
      loadCachedConfigSchema({
        directory: root,
        cacheDirectory,
        onSchemaError: error => problems.push(error.message),
      }),
  };
}

type Schema = Awaited<ReturnType<typeof loadCachedConfigSchema>>;

function secretsOf(schema: Schema): unknown {
  const data = { vault: { token: 'hush', address: 'here' } };
  const [secrets] = schema.process([{ data, context: 'test' }], {
    visibility: ['secret'],
    ignoreSchemaErrors: true,
  });
  return secrets.data;
}

describe('loadCachedConfigSchema', () => {
  // The schemas of dependencies are looked up from the working directory.
  const workingDirectory = process.cwd();
  afterEach(() => process.chdir(workingDirectory));

  function enter() {
    const prepared = setup();
    process.chdir(path.dirname(path.dirname(prepared.file)));
    return prepared;
  }

  it('finds the same secrets from the kept schema as from a compiled one', async () => {
    const { load, file } = enter();
    const compiled = secretsOf(await load());
    expect(compiled).toEqual({ vault: { token: 'hush' } });
    const keptAt = fs.statSync(file, { bigint: true }).mtimeNs;
    expect(secretsOf(await load())).toEqual(compiled);
    expect(fs.statSync(file, { bigint: true }).mtimeNs).toBe(keptAt);
  });

  it.each([
    {
      reason: 'a schema of the workspace changes',
      name: 'p/vault/config.d.ts',
      content: SCHEMA.replace('address', '/** @visibility secret */ address'),
      secrets: { vault: { token: 'hush', address: 'here' } },
    },
    {
      reason: 'the locked dependencies change',
      name: 'yarn.lock',
      content: '# two',
      secrets: { vault: { token: 'hush' } },
    },
    {
      reason: 'the kept schema was cut short',
      name: 'cache/config-schema.json',
      content: '{"fingerprint":',
      secrets: { vault: { token: 'hush' } },
    },
  ])('compiles anew when $reason', async ({ name, content, secrets }) => {
    const { load, write, file } = enter();
    await load();
    const before = fs.readFileSync(file, 'utf8');
    write(name, content);
    expect(secretsOf(await load())).toEqual(secrets);
    // A schema that was cut short is written again as it was.
    const isSame = fs.readFileSync(file, 'utf8') === before;
    expect(isSame).toBe(name.startsWith('cache'));
  });

  it('keeps nothing and warns each time when a schema has an error', async () => {
    const { load, write, file, problems } = enter();
    write('p/vault/config.d.ts', `${SCHEMA}export type Wrong = Missing;\n`);
    await load();
    await load();
    expect(problems).toHaveLength(2);
    expect(problems[0]).toContain('Missing');
    expect(fs.existsSync(file)).toBe(false);
  });

  it('compiles without keeping where no lock file says what is installed', async () => {
    const { load, file } = enter();
    fs.rmSync('yarn.lock');
    fs.writeFileSync('lerna.json', '{"packages":["p/*"],"version":"1"}');
    expect(secretsOf(await load())).toEqual({ vault: { token: 'hush' } });
    expect(fs.existsSync(file)).toBe(false);
  });
});
