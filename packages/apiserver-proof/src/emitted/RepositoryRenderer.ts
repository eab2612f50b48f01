import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  combinePairwise,
  nameOf,
  readKitFile,
  readParameterModel,
  type Combination,
  type EmittedRepository,
  type ParameterPage,
} from '@notes/template-kit';
import { portalActions } from '@notes/template-kit/src/cli/portalActions';
import {
  DryRunRenderer,
  LIBRARY,
  listTemplates,
  readTemplateSource,
  type TemplateSource,
} from '@notes/template-kit/src/render';
import { startTestDatabaseServer } from '@notes/test-support';
import { withoutSignalHooks } from './withoutSignalHooks';

/** Why a template has nothing to prove here. */
export const CHANGES_ONLY =
  'it changes a repository that exists; what it claims is proven as an example of the platform APIs';

/** The templates of this checkout, or those that were named; an unknown name is an error that says which there are. */
export function chooseTemplates(names: string[]): TemplateSource[] {
  const known = listTemplates(LIBRARY);
  const unknown = names.find(name => !known.includes(name));
  if (unknown) {
    throw new Error(
      `There is no template "${unknown}". Use one of: ${known.join(', ')}.`,
    );
  }
  return (names.length > 0 ? names : known).map(name =>
    readTemplateSource(join(LIBRARY, name)),
  );
}

/** Whether a template writes a repository of its own. */
export function writesRepository({ folder }: TemplateSource): boolean {
  return existsSync(join(folder, 'golden-path.yaml'));
}

/** Renders templates with the real scaffolder, which needs a database. */
export class RepositoryRenderer {
  readonly #renderer: DryRunRenderer;
  readonly #stopDatabase: () => Promise<void>;
  #resting: Promise<void> | undefined;

  constructor(renderer: DryRunRenderer, stopDatabase: () => Promise<void>) {
    this.#renderer = renderer;
    this.#stopDatabase = stopDatabase;
  }

  static start(): Promise<RepositoryRenderer> {
    return withoutSignalHooks(startRenderer);
  }

  /** A repository for each combination of a set in which every two choices meet. */
  async renderSet(template: TemplateSource): Promise<EmittedRepository[]> {
    const { model } = readModel(template);
    const repositories: EmittedRepository[] = [];
    for (const combination of combinePairwise(model)) {
      repositories.push(await this.#render(template, combination));
    }
    return repositories;
  }

  /** The repository of the named snapshot, or of the first choices. */
  async renderOne(
    template: TemplateSource,
    snapshot: string,
  ): Promise<EmittedRepository> {
    const { kit } = readModel(template);
    return this.#render(template, kit.snapshots[snapshot] ?? {});
  }

  /** Stops the scaffolder. The database goes with `stop`, because open pools complain for a while when it is gone. */
  async rest(): Promise<void> {
    this.#resting ??= this.#renderer.stop();
    await this.#resting;
  }

  async stop(): Promise<void> {
    await this.rest();
    await this.#stopDatabase();
  }

  async #render(
    template: TemplateSource,
    chosen: Combination,
  ): Promise<EmittedRepository> {
    const { model } = readModel(template);
    const first = Object.fromEntries(
      Object.entries(model.choices).map(([name, [value]]) => [name, value]),
    );
    const combination = { ...first, ...chosen };
    return this.#renderer.render(
      template,
      { ...model.base, ...combination },
      nameOf(combination, model.choices),
    );
  }
}

function readModel(template: TemplateSource) {
  const kit = readKitFile(template.folder);
  const pages = template.entity.spec.parameters as ParameterPage[];
  return { kit, model: readParameterModel(pages, kit) };
}

async function startRenderer(): Promise<RepositoryRenderer> {
  const stopDatabase = await startTestDatabaseServer();
  try {
    const renderer = await DryRunRenderer.start({
      actions: portalActions,
      library: LIBRARY,
    });
    return new RepositoryRenderer(renderer, stopDatabase);
  } catch (error) {
    await stopDatabase();
    throw error;
  }
}
