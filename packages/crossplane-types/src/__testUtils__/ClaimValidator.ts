import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { stringify } from 'yaml';
import { KubernetesObject } from './KubernetesObject';

const run = promisify(execFile);
/** The command fetches Crossplane's own schemas unless they lie in its cache; none of them is needed here. */
const CORE = {
  image: 'xpkg.crossplane.io/crossplane/crossplane',
  tag: 'v2.2.0',
};

/** Asks the Kubernetes code inside Crossplane's command line whether an API server would accept claims. */
export class ClaimValidator {
  readonly #crank: string;
  readonly #folder: string;

  private constructor(crank: string, folder: string) {
    this.#crank = crank;
    this.#folder = folder;
  }

  static async create(crank: string): Promise<ClaimValidator> {
    const folder = await mkdtemp(join(tmpdir(), 'crossplane-validate-'));
    const core = join(folder, 'cache', `${CORE.image}@${CORE.tag}`);
    await mkdir(core, { recursive: true });
    await writeFile(join(core, 'package.yaml'), '\n');
    return new ClaimValidator(crank, folder);
  }

  async validate(
    definition: string,
    claim: KubernetesObject,
  ): Promise<{ accepted: boolean; output: string }> {
    const file = join(this.#folder, 'claim.yaml');
    // Without `compat`, a text such as yes turns into true on the way to a YAML 1.1 reader.
    await writeFile(file, stringify(claim, { compat: 'yaml-1.1' }));
    const args = [
      'beta',
      'validate',
      definition,
      file,
      `--cache-dir=${join(this.#folder, 'cache')}`,
      `--crossplane-image=${CORE.image}:${CORE.tag}`,
      '--error-on-missing-schemas',
    ];
    try {
      return { accepted: true, output: (await run(this.#crank, args)).stdout };
    } catch (error) {
      const { stdout = '', stderr = '' } = error as Record<string, string>;
      return { accepted: false, output: stdout + stderr };
    }
  }

  async remove(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
