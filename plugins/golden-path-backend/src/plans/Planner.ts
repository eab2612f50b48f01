import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  resolveSafeChildPath,
  type BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import type {
  PlanEnvironment,
  PlanFile,
} from '@notes/plugin-golden-path-common';
import {
  hashBlob,
  listSteps,
  selectParameters,
  type RenderedFile,
} from '@notes/plugin-golden-path-node';
import type { ComposedResources } from '../composed/ComposedResources';
import { estimateCost } from '../cost/estimateCost';
import { checkPolicies } from '../policy/checkPolicies';
import type { ToolBox } from '../tools/ToolBox';
import { CheckedTrees } from './CheckedTrees';
import { dryRunTemplate } from './dryRunTemplate';
import { listClaims } from './listClaims';
import { listEffects } from './listEffects';
import { listWarnings } from './listWarnings';
import type { NewPlan } from './PlanStore';
import type { KubernetesObject } from './readManifests';
import { renderEnvironments, STAND_IN_DIGEST } from './renderEnvironments';
import { namePlan, type TemplateRenderer } from './TemplateRenderer';

const LIFE_MS = 24 * 60 * 60 * 1000;
const MAX_TEXT = 1024 * 1024;
const DIGEST_NOTE = `The manifests show the image digest ${STAND_IN_DIGEST.slice(0, 15)}… in place of the one that the first release writes`;

/** What of the values says how a tree is checked. */
type CheckedValues = {
  name?: string;
  environments: string[];
  namespaces?: Record<string, string>;
  imageRepository?: string;
};

/** Finds out what would happen; writes nothing outside a temporary folder. */
export class Planner {
  readonly #options: {
    libraryDirectory: string;
    renderer: Pick<TemplateRenderer, 'open'>;
    scaffolder: Pick<ScaffolderService, 'dryRun'>;
    composed: Pick<ComposedResources, 'list'>;
    tools: ToolBox;
  };
  readonly #checked = new CheckedTrees();

  constructor(options: {
    libraryDirectory: string;
    renderer: Pick<TemplateRenderer, 'open'>;
    scaffolder: Pick<ScaffolderService, 'dryRun'>;
    composed: Pick<ComposedResources, 'list'>;
    tools: ToolBox;
  }) {
    this.#options = options;
  }

  async plan(
    request: { templateRef: string; values: JsonObject },
    caller: { userRef: string; credentials: BackstageCredentials },
  ): Promise<{ plan: NewPlan; files: { path: string; content: Buffer }[] }> {
    const start = performance.now();
    const { renderer, scaffolder, libraryDirectory } = this.#options;
    const { credentials } = caller;
    const found = await renderer.open(
      request.templateRef,
      request.values,
      credentials,
    );
    const { entity, library } = found;
    const { files, skipped, rendered } = await dryRunTemplate({
      ...{ scaffolder, credentials, entity, library, libraryDirectory },
      values: request.values,
    });
    const spec = entity.spec as unknown as JsonObject;
    const claims = listClaims(files);
    const effects = listEffects({
      ...{ steps: listSteps(spec.steps), skipped, files },
      values: rendered.values,
    });
    const objects = claims.map(claim => claim.object);
    const checked = await this.#check(files, objects, rendered.values);
    const document = {
      templateTitle: entity.metadata.title ?? entity.metadata.name,
      templateVersion: rendered.version,
      name: rendered.values.name,
      layers: rendered.layers,
      files: files.map(describeFile),
      totalBytes: files.reduce((sum, file) => sum + file.content.length, 0),
      ...checked,
      claims: claims.map(({ object: _, ...claim }) => claim),
      cost: estimateCost(objects, checked.environments),
      effects,
      warnings: [
        ...listWarnings(
          entity.spec.parameters as JsonObject[] | undefined,
          request.values,
          rendered.parameters,
        ),
        ...(checked.environments.some(hasManifests) ? [DIGEST_NOTE] : []),
      ],
      scorecard: {
        state: 'unavailable' as const,
        reason: 'Scorecards are not installed',
        fix: undefined,
      },
      values: request.values,
      hidden: selectParameters({
        pages: spec.parameters,
        values: request.values,
      }).omitted,
      durationMs: Math.round(performance.now() - start),
    };
    return {
      files: files.filter(isShown).map(({ path, content }) => ({
        path,
        content,
      })),
      plan: {
        ...namePlan(found, rendered),
        document,
        renderTree: rendered.tree,
        templateRef: found.templateRef,
        createdBy: caller.userRef,
        expiresAt: new Date(Date.now() + LIFE_MS),
        approvalRequired: rendered.approvalRequired,
        approver: found.owner,
      },
    };
  }

  /** Manifests, what the tools say of them, and what the platform makes of the claims in them. */
  async #check(
    files: readonly RenderedFile[],
    claims: readonly KubernetesObject[],
    { name = '', environments, namespaces, imageRepository }: CheckedValues,
  ) {
    let composing: ReturnType<ComposedResources['list']> | undefined;
    const compose = (rendered: PlanEnvironment[]) =>
      (composing ??= this.#options.composed.list(rendered, claims));
    const checked = await this.#checked.check(
      files,
      {
        ...{ name, environments },
        ...(namespaces && { namespaces }),
        ...(imageRepository && { imageRepository }),
      },
      () =>
        this.#runTools(files, async (folder, home) => {
          const { tools } = this.#options;
          const rendered = await renderEnvironments(tools, {
            ...{ folder, home, name, environments, namespaces },
          });
          // Both need the manifests, and neither the other.
          void compose(rendered);
          const policy = await checkPolicies(tools, {
            ...{ folder, home, environments: rendered },
            ownImage: imageRepository,
          });
          return { environments: rendered, policy };
        }),
    );
    return { ...checked, composed: await compose(checked.environments) };
  }

  /** Writes the files to a folder that is gone afterwards. */
  async #runTools<T>(
    files: readonly RenderedFile[],
    run: (folder: string, home: string) => Promise<T>,
  ): Promise<T> {
    const home = await mkdtemp(join(tmpdir(), 'plan-'));
    try {
      const folder = join(home, 'repository');
      await writeFiles(folder, files);
      return await run(folder, home);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  }
}

async function writeFiles(folder: string, files: readonly RenderedFile[]) {
  await mkdir(folder, { recursive: true });
  const folders = new Set(files.map(file => dirname(file.path)));
  await Promise.all(
    [...folders].map(each =>
      mkdir(resolveSafeChildPath(folder, each), { recursive: true }),
    ),
  );
  await Promise.all(
    files.map(({ path, content }) =>
      writeFile(resolveSafeChildPath(folder, path), content),
    ),
  );
}

function describeFile(file: RenderedFile): PlanFile {
  return {
    path: file.path,
    size: file.content.length,
    executable: file.executable,
    kind: kindOf(file),
    blob: hashBlob(file.content),
  };
}

function kindOf({ content, symlink }: RenderedFile): PlanFile['kind'] {
  if (symlink) {
    return 'symlink';
  }
  if (content.includes(0)) {
    return 'binary';
  }
  return content.length > MAX_TEXT ? 'too-large' : 'text';
}

function hasManifests({ manifests }: PlanEnvironment): boolean {
  return manifests.state === 'available' && manifests.data.length > 0;
}

/** Content is kept of what the plan page shows. */
function isShown(file: RenderedFile): boolean {
  return kindOf(file) === 'text' || kindOf(file) === 'symlink';
}
