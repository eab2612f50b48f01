import type { TextFiles } from './findTextProblems';

/** Modules whose distribution has another name. */
const DISTRIBUTIONS: Record<string, string> = {
  jwt: 'pyjwt',
  yaml: 'pyyaml',
  psycopg_pool: 'psycopg',
  prometheus_client: 'prometheus-client',
  pytest_asyncio: 'pytest-asyncio',
  // These come with what is named: FastAPI is built on them, and tokens need the cryptography of PyJWT.
  starlette: 'fastapi',
  pydantic_core: 'pydantic',
  cryptography: 'pyjwt',
};
const STANDARD =
  /^(__future__|asyncio|base64|collections|contextlib|dataclasses|datetime|functools|hashlib|http|io|json|logging|math|os|pathlib|re|secrets|shutil|signal|socket|ssl|subprocess|sys|tempfile|threading|time|typing|urllib|uuid)$/;

/** Where code, pyproject.toml and the lock files do not tell the same story. */
export function findPythonDependencyProblems(files: TextFiles): string[] {
  const [runtime, tools] = files['pyproject.toml'].split('[dependency-groups]');
  const needed = requirementsIn(runtime);
  const developing = requirementsIn(tools);
  const app = importsOf(files, /^app\/.*\.py$/);
  const tests = importsOf(files, /^tests\/.*\.py$/);
  const locked = lockedIn(files['requirements.txt']);
  const lockedTools = lockedIn(files['requirements-dev.txt']);
  return [
    ...[...app]
      .filter(name => !needed.has(name))
      .map(name => `${name} is imported but not a dependency`),
    ...[...tests]
      .filter(name => !needed.has(name) && !developing.has(name))
      .map(name => `${name} is imported by tests but not a dependency`),
    ...[...needed.keys()]
      .filter(name => !app.has(name))
      .map(name => `${name} is a dependency that nothing imports`),
    ...[...needed, ...developing].flatMap(([name, version]) =>
      lockedTools.get(name) === version
        ? []
        : [`${name} ${version} is not what is locked`],
    ),
    ...[...needed.keys()]
      .filter(name => !locked.has(name))
      .map(name => `${name} is not locked for the image`),
    ...[...locked]
      .filter(([name, version]) => lockedTools.get(name) !== version)
      .map(
        ([name, version]) =>
          `${name} ${version} runs, and is not what tests run with`,
      ),
    ...['requirements.txt', 'requirements-dev.txt'].flatMap(path =>
      findUnhashed(path, files[path]),
    ),
  ];
}

function importsOf(files: TextFiles, where: RegExp): Set<string> {
  const names = Object.entries(files)
    .filter(([path]) => where.test(path))
    .flatMap(([, text]) =>
      [...text.matchAll(/^\s*(?:from|import) (\w+)(\.[\w.]+)?/gm)].map(
        ([, name, rest]) => distributionOf(name, rest ?? ''),
      ),
    );
  return new Set(
    names.filter(
      name => !STANDARD.test(name) && name !== 'app' && name !== 'tests',
    ),
  );
}

function distributionOf(module: string, rest: string): string {
  if (module === 'opentelemetry') {
    if (rest.startsWith('.exporter'))
      return 'opentelemetry-exporter-otlp-proto-http';
    return rest.startsWith('.sdk') ? 'opentelemetry-sdk' : 'opentelemetry-api';
  }
  return DISTRIBUTIONS[module] ?? module;
}

function requirementsIn(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/"([a-z\d-]+)(?:\[[^\]]+\])?==([^"]+)"/g)].map(
      ([, name, version]) => [name, version],
    ),
  );
}

function lockedIn(text: string): Map<string, string> {
  return new Map(
    [...text.matchAll(/^([a-z\d-]+)==(\S+)/gm)].map(([, name, version]) => [
      name,
      version,
    ]),
  );
}

function findUnhashed(path: string, text: string): string[] {
  return text
    .split(/\n(?=\S)/)
    .filter(entry => entry.includes('==') && !entry.includes('--hash=sha256:'))
    .map(entry => `${path} has no hash for ${entry.split('\n')[0]}`);
}
