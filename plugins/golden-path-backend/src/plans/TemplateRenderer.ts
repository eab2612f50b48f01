import type {
  BackstageCredentials,
  PermissionsService,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  type Entity,
  parseEntityRef,
  parseLocationRef,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { JsonObject } from '@backstage/types';
import {
  createLayerWriter,
  hashInput,
  hashPlan,
  hashTree,
  openTemplateLibrary,
  renderGoldenPath,
  type LayerWriter,
  type PlatformSettings,
  type TemplateLibrary,
} from '@notes/plugin-golden-path-node';
import { requireReadable } from './requireReadable';
import { validateForm } from './validateForm';

/** A template that the caller may plan. */
export type FoundTemplate = {
  templateRef: string;
  entity: TemplateEntityV1beta3;
  /** The group that owns the template. */
  owner: string | undefined;
  library: TemplateLibrary;
};

/** Opens and renders templates as the catalog has them for the caller. */
export class TemplateRenderer {
  readonly #options: {
    catalog: CatalogService;
    integrations: ScmIntegrations;
    libraryDirectory: string;
    permissions: PermissionsService;
    reader: UrlReaderService;
    settings: PlatformSettings;
  };
  readonly #write: LayerWriter;

  constructor(options: {
    catalog: CatalogService;
    integrations: ScmIntegrations;
    libraryDirectory: string;
    permissions: PermissionsService;
    reader: UrlReaderService;
    settings: PlatformSettings;
  }) {
    this.#options = options;
    this.#write = createLayerWriter(options);
  }

  /** The template as the catalog has it for the caller, and values that its form accepts. */
  async open(
    templateRef: string,
    values: JsonObject,
    credentials: BackstageCredentials,
  ): Promise<FoundTemplate> {
    const entity = await this.#find(templateRef, credentials);
    await requireReadable(this.#options.permissions, entity, credentials);
    validateForm(entity.spec.parameters as JsonObject[] | undefined, values);
    const ref = stringifyEntityRef(entity);
    const library = await openTemplateLibrary({
      ...this.#options,
      templateInfo: { entityRef: ref, entity, baseUrl: baseUrlOf(entity) },
    });
    return { templateRef: ref, entity, library, owner: ownerOf(entity) };
  }

  /** The hash of the plan that would be made now. */
  async hash(
    templateRef: string,
    values: JsonObject,
    credentials: BackstageCredentials,
  ): Promise<string> {
    const found = await this.open(templateRef, values, credentials);
    const { files, manifest, parameters } = await renderGoldenPath({
      library: found.library,
      parameters: values,
      settings: this.#options.settings,
      write: this.#write,
    });
    const { version } = manifest;
    return namePlan(found, { tree: hashTree(files), parameters, version }).hash;
  }

  async #find(
    templateRef: string,
    credentials: BackstageCredentials,
  ): Promise<TemplateEntityV1beta3> {
    if (parseEntityRef(templateRef).kind.toLowerCase() !== 'template') {
      throw new InputError(
        `templateRef: "${templateRef}" is not accepted: expected a template such as "template:default/node-service"`,
      );
    }
    const entity = await this.#options.catalog.getEntityByRef(templateRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(`There is no template '${templateRef}'`);
    }
    return entity as TemplateEntityV1beta3;
  }
}

/** The hashes of a plan: over what goes in, and over what comes out of it. */
export function namePlan(
  { templateRef, entity }: FoundTemplate,
  rendered: { tree: string; parameters: JsonObject; version: string },
): { inputHash: string; hash: string } {
  const inputHash = hashInput(templateRef, rendered.parameters);
  const { steps, output } = entity.spec as unknown as JsonObject;
  const hash = hashPlan({
    inputHash,
    renderTree: rendered.tree,
    templateVersion: rendered.version,
    steps: { steps, ...(output === undefined ? {} : { output }) },
  });
  return { inputHash, hash };
}

/** The location of a template, as the scaffolder gives it to a task. */
function baseUrlOf({ metadata }: Entity): string | undefined {
  const location =
    metadata.annotations?.[ANNOTATION_SOURCE_LOCATION] ??
    metadata.annotations?.[ANNOTATION_LOCATION];
  if (!location) {
    return undefined;
  }
  const { type, target } = parseLocationRef(location);
  return type === 'file' ? `file://${target}` : target;
}

function ownerOf(entity: TemplateEntityV1beta3): string | undefined {
  const relation = entity.relations?.find(
    each => each.type === RELATION_OWNED_BY,
  );
  if (relation) {
    return relation.targetRef;
  }
  return entity.spec.owner
    ? stringifyEntityRef(
        parseEntityRef(entity.spec.owner, {
          defaultKind: 'group',
          defaultNamespace: entity.metadata.namespace,
        }),
      )
    : undefined;
}
