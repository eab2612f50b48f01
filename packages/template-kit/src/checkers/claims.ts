import { existsSync, readdirSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Checker } from '../check';
import { problemsOf, ROOT, runTool } from '../tools';
import { findClaimProblems } from './findings/findClaimProblems';

const APIS = join(ROOT, 'crossplane/apis');
const CLAIMS = /^claims\//;
/** Crossplane's own schemas: the command fetches them unless they lie in its cache, and no claim needs them. */
const CORE = 'xpkg.crossplane.io/crossplane/crossplane';
const CORE_VERSION = 'v2.2.0';

/** Checks of what a service asks of the platform. */
export const claimCheckers: Checker[] = [
  {
    id: 'claims',
    artefact: 'claims',
    proves: 'the platform accepts the claims, and all of them are deployed',
    inputs: CLAIMS,
    dependsOn: ['packages/crossplane-types/src'],
    check: async repository => findClaimProblems(repository.texts(CLAIMS)),
  },
  {
    id: 'crossplane',
    artefact: 'claims',
    proves: "Kubernetes' own code accepts the claims, CEL rules included",
    inputs: /^claims\/(?!kustomization)/,
    tools: ['crank'],
    dependsOn: ['crossplane/apis'],
    async check(repository, context) {
      const cache = join(await context.scratch(), 'cache');
      const core = join(cache, `${CORE}@${CORE_VERSION}`);
      await mkdir(core, { recursive: true });
      await writeFile(join(core, 'package.yaml'), '\n');
      const folder = await context.folder();
      const result = await runTool(
        context.tool('crank'),
        [
          'beta',
          'validate',
          definitions().join(','),
          repository
            .paths(this.inputs)
            .map(path => join(folder, path))
            .join(','),
          `--cache-dir=${cache}`,
          `--crossplane-image=${CORE}:${CORE_VERSION}`,
          '--error-on-missing-schemas',
          '--skip-success-results',
        ],
        { signal: context.signal },
      );
      return problemsOf(result);
    },
  },
];

/** The APIs of the platform, as the control plane gets them. */
function definitions(): string[] {
  return readdirSync(APIS)
    .map(name => join(APIS, name, 'definition.yaml'))
    .filter(existsSync);
}
