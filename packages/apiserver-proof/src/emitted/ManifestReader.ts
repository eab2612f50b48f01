import { dirname } from 'node:path';
import {
  CheckRun,
  runTool,
  type CheckContext,
  type EmittedRepository,
} from '@notes/template-kit';
import {
  CHARTS,
  ENVIRONMENTS,
  renderChart,
  renderOverlay,
} from '@notes/template-kit/src/checkers/renderManifests';
import type { Manifest } from './Manifest';
import { parseManifests } from './parseManifests';

const OVERLAYS = /^deploy\/overlays\//;
/** What an overlay may take in. */
const BUILT = /^(deploy|claims|observability|chaos)\//;
/** Objects that no chart and no overlay takes in; the fixtures are proven on their own. */
const LOOSE = /^policies\/(admission|kyverno)\/.*\.yaml$/;
const KUSTOMIZATION = /(^|\/)kustomization\.yaml$/;

type Read = (context: CheckContext) => Promise<Manifest[]>;

/** Turns repositories into the objects that a cluster would be given, each different input once. */
export class ManifestReader {
  readonly #run: CheckRun;
  readonly #read = new Map<string, Promise<Manifest[]>>();

  private constructor(run: CheckRun) {
    this.#run = run;
  }

  static async create(signal?: AbortSignal): Promise<ManifestReader> {
    return new ManifestReader(await CheckRun.create({ signal }));
  }

  async read(repository: EmittedRepository): Promise<Manifest[]> {
    return isService(repository)
      ? this.#readService(repository)
      : this.#readTree(repository);
  }

  async close(): Promise<void> {
    await this.#run.close();
  }

  /** A chart and an overlay for each environment. */
  async #readService(repository: EmittedRepository): Promise<Manifest[]> {
    const charts = await this.#once('chart', CHARTS, repository, context =>
      forEnvironments(environment =>
        renderChart(repository, environment, context),
      ),
    );
    const overlays = await this.#once('overlay', BUILT, repository, context =>
      forEnvironments(environment => renderOverlay(environment, context)),
    );
    return [
      ...charts,
      ...overlays,
      ...readFiles(repository, repository.paths(LOOSE)),
    ];
  }

  /** Files as they are; a folder with a kustomization is built first. */
  async #readTree(repository: EmittedRepository): Promise<Manifest[]> {
    const folders = repository.paths(KUSTOMIZATION).map(path => dirname(path));
    const isBuilt = (path: string) =>
      folders.some(folder => path.startsWith(`${folder}/`));
    const built = folders.map(folder =>
      this.#once(folder, new RegExp(`^${folder}/`), repository, async context =>
        toManifests(await build(folder, context), folder),
      ),
    );
    const files = repository
      .paths(/\.ya?ml$/)
      // The lock of the template, which lies in a hidden folder, has a shape of its own.
      .filter(path => !isBuilt(path) && !path.startsWith('.'));
    return [
      ...(await Promise.all(built)).flat(),
      ...readFiles(repository, files),
    ];
  }

  #once(
    id: string,
    inputs: RegExp,
    repository: EmittedRepository,
    read: Read,
  ): Promise<Manifest[]> {
    if (repository.paths(inputs).length === 0) return Promise.resolve([]);
    const key = `${id} ${repository.fingerprint(inputs)}`;
    let manifests = this.#read.get(key);
    if (!manifests) {
      manifests = this.#render(id, inputs, repository, read);
      this.#read.set(key, manifests);
    }
    return manifests;
  }

  /** The renderers of the template kit work inside of a check. */
  async #render(
    id: string,
    inputs: RegExp,
    repository: EmittedRepository,
    read: Read,
  ): Promise<Manifest[]> {
    let manifests: Manifest[] = [];
    const verdict = await this.#run.check(
      {
        id: `render ${id}`,
        artefact: id,
        proves: 'it renders',
        inputs,
        async check(_repository, context) {
          manifests = await read(context);
          return [];
        },
      },
      repository,
    );
    if (verdict.state !== 'failed') return manifests;
    throw new Error(`${repository.name}: ${verdict.problems.join('\n')}`);
  }
}

function isService(repository: EmittedRepository): boolean {
  return (
    repository.paths(CHARTS).length > 0 || repository.paths(OVERLAYS).length > 0
  );
}

async function forEnvironments(
  render: (environment: (typeof ENVIRONMENTS)[number]) => Promise<string>,
): Promise<Manifest[]> {
  const parts = ENVIRONMENTS.map(async environment =>
    toManifests(await render(environment), environment),
  );
  return (await Promise.all(parts)).flat();
}

async function build(folder: string, context: CheckContext): Promise<string> {
  const { code, stdout, stderr } = await runTool(
    context.tool('kustomize'),
    ['build', folder],
    { cwd: await context.folder(), signal: context.signal },
  );
  if (code !== 0) throw new Error(`kustomize build ${folder}: ${stderr}`);
  return stdout;
}

function readFiles(repository: EmittedRepository, paths: string[]): Manifest[] {
  return paths.flatMap(path => toManifests(repository.text(path), path));
}

function toManifests(text: string, place: string): Manifest[] {
  return parseManifests(text, place).map(object => ({ object, place }));
}
