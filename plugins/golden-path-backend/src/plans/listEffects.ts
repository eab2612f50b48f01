import type { JsonObject } from '@backstage/types';
import type {
  GoldenPathValues,
  PlanEffect,
} from '@notes/plugin-golden-path-common';
import { writesFiles, type RenderedFile } from '@notes/plugin-golden-path-node';
import { readObjects } from './readManifests';

/** Steps that change nothing outside the workspace. */
const HARMLESS =
  /^(template:record|golden-path:undo|debug:|notification:|catalog:fetch)/;

/** What the steps that would run make outside the portal's memory. */
export function listEffects(options: {
  steps: JsonObject[];
  /** Steps whose condition does not hold. */
  skipped: ReadonlySet<string>;
  files: readonly RenderedFile[];
  values: GoldenPathValues;
}): PlanEffect[] {
  return options.steps
    .filter(({ id }) => !options.skipped.has(String(id)))
    .flatMap(step => describeStep(step, options));
}

function describeStep(
  step: JsonObject,
  options: { files: readonly RenderedFile[]; values: GoldenPathValues },
): PlanEffect[] {
  const action = String(step.action);
  const id = String(step.id);
  const { values } = options;
  if (writesFiles(action) || HARMLESS.test(action)) {
    return [];
  }
  if (action.startsWith('publish:')) {
    const description = `A repository at ${values.repoUrl ?? values.repoHost}`;
    const target = values.repoSlug ?? values.name ?? '';
    return [{ kind: 'repository', target, step: id, description }];
  }
  if (action === 'catalog:register') {
    return listEntities(options.files).map(target => ({
      kind: 'catalog-entity',
      target,
      step: id,
      description: 'An entry of the catalog',
    }));
  }
  if (action.startsWith('gitops:')) {
    return [
      {
        kind: 'gitops-commit',
        target: values.gitopsRepo,
        step: id,
        description: `A commit that adds an application for each of ${values.environments.join(', ')}`,
      },
    ];
  }
  const description = `What the action ${action} does`;
  return [{ kind: 'other', target: action, step: id, description }];
}

function listEntities(files: readonly RenderedFile[]): string[] {
  const file = files.find(each => each.path === 'catalog-info.yaml');
  return readObjects(file?.content.toString('utf8') ?? '').map(
    ({ kind, metadata }) =>
      `${kind}:default/${metadata?.name ?? ''}`.toLowerCase(),
  );
}
