import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dump } from 'js-yaml';
import { readObjects, type KubernetesObject } from '../plans/readManifests';
import type { ToolBox } from '../tools/ToolBox';
import type { PlatformComposition } from './PlatformCompositions';
import { toComposite } from './toComposite';

/** Every composed resource carries it: its name in the composition. */
export const RESOURCE_NAME = 'crossplane.io/composition-resource-name';

/** Runs a composition for a claim as a control plane would, without one. */
export class CrossplaneRender {
  readonly #options: {
    tools: Pick<ToolBox, 'run'>;
    crank: string;
    functions: ReadonlyMap<string, string>;
    /** The file with the settings of the control plane. */
    settings: string;
  };

  /** @param options - `functions` gives the address of each function. */
  constructor(options: {
    tools: Pick<ToolBox, 'run'>;
    crank: string;
    functions: ReadonlyMap<string, string>;
    settings: string;
  }) {
    this.#options = options;
  }

  /** What would be composed at first, before anything of it exists. */
  async render(
    claim: KubernetesObject,
    composition: PlatformComposition,
    timeoutMs: number,
  ): Promise<KubernetesObject[]> {
    const { tools, crank, settings } = this.#options;
    const folder = await mkdtemp(join(tmpdir(), 'compose-'));
    try {
      const write = async (name: string, objects: object[]) => {
        const path = join(folder, name);
        await writeFile(path, objects.map(each => dump(each)).join('---\n'));
        return path;
      };
      const { code, stdout, stderr } = await tools.run(
        crank,
        [
          'render',
          await write('composite.yaml', [toComposite(claim, composition)]),
          composition.composition,
          await write('functions.yaml', this.#describeFunctions(composition)),
          `--xrd=${composition.definition}`,
          `--required-resources=${settings}`,
          `--extra-resources=${settings}`,
        ],
        { cwd: folder, home: folder, timeoutMs },
      );
      if (code !== 0) {
        throw new Error(stderr.trim().split('\n').at(-1));
      }
      return readObjects(stdout).filter(
        object => object.metadata?.annotations?.[RESOURCE_NAME] !== undefined,
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #describeFunctions({ functions }: PlatformComposition): object[] {
    return functions.map(name => ({
      apiVersion: 'pkg.crossplane.io/v1',
      kind: 'Function',
      metadata: {
        name,
        annotations: {
          'render.crossplane.io/runtime': 'Development',
          'render.crossplane.io/runtime-development-target':
            this.#options.functions.get(name),
        },
      },
      // The command wants a package; with this runtime it does not look at it.
      spec: { package: `xpkg.crossplane.io/local/${name}:v0.0.0` },
    }));
  }
}
