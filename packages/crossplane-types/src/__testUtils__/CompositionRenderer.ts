import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments, stringify } from 'yaml';
import { RenderTool } from './findTools';
import { FunctionServers } from './FunctionServers';
import { KubernetesObject } from './KubernetesObject';

const run = promisify(execFile);

type RenderInput = {
  composite: KubernetesObject;
  /** Paths of the composition, the definition and the environment. */
  composition: string;
  definition: string;
  environment: string;
  /** What exists already, for a second pass. */
  observed?: KubernetesObject[];
};

/** Runs a composition as a control plane would, without one. */
export class CompositionRenderer {
  readonly #crank: string;
  readonly #servers: FunctionServers;

  private constructor(crank: string, servers: FunctionServers) {
    this.#crank = crank;
    this.#servers = servers;
  }

  static async start(
    paths: Record<RenderTool, string>,
  ): Promise<CompositionRenderer> {
    return new CompositionRenderer(
      paths.crank,
      await FunctionServers.start(paths),
    );
  }

  stop(): void {
    this.#servers.stop();
  }

  async render(input: RenderInput): Promise<KubernetesObject[]> {
    const folder = await mkdtemp(join(tmpdir(), 'crossplane-render-'));
    try {
      const write = async (name: string, objects: object[]) => {
        const path = join(folder, name);
        await writeFile(path, objects.map(o => stringify(o)).join('---\n'));
        return path;
      };
      const args = [
        'render',
        await write('composite.yaml', [input.composite]),
        input.composition,
        await write('functions.yaml', this.#describeFunctions()),
        `--xrd=${input.definition}`,
        `--required-resources=${input.environment}`,
        `--extra-resources=${input.environment}`,
        '--include-full-xr',
      ];
      if (input.observed) {
        args.push(
          `--observed-resources=${await write('observed.yaml', input.observed)}`,
        );
      }
      const { stdout } = await run(this.#crank, args);
      return parseAllDocuments(stdout)
        .map(document => document.toJS())
        .filter(Boolean);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #describeFunctions(): object[] {
    return Object.entries(this.#servers.ports).map(([name, port]) => ({
      apiVersion: 'pkg.crossplane.io/v1',
      kind: 'Function',
      metadata: {
        name,
        annotations: {
          'render.crossplane.io/runtime': 'Development',
          'render.crossplane.io/runtime-development-target': `127.0.0.1:${port}`,
        },
      },
      spec: { package: `xpkg.crossplane.io/local/${name}:v0.0.0` },
    }));
  }
}
