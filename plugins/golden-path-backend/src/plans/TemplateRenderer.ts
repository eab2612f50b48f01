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
  type RenderedGoldenPath,
  type TemplateLibrary,
} from '@notes/plugin-golden-path-node';
import { requireReadable } from './requireReadable';
import { validateForm } from './validateForm';

/** A template rendered with values, and what names the result. */
export type TemplateRender = {
  templateRef: string;
  entity: TemplateEntityV1beta3;
  /** The group that owns the template. */
  owner: string | undefined;
  library: TemplateLibrary;
  rendered: RenderedGoldenPath;
  renderTree: string;
  inputHash: string;
  hash: string;
};

/** Renders the layers of a template as the catalog has it for the caller. */
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

  async render(
    templateRef: string,
    values: JsonObject,
    credentials: BackstageCredentials,
  ): Promise<TemplateRender> {
    const entity = await this.#find(templateRef, credentials);
    await requireReadable(this.#options.permissions, entity, credentials);
    validateForm(entity.spec.parameters as JsonObject[] | undefined, values);
    const ref = stringifyEntityRef(entity);
    const library = await openTemplateLibrary({
      ...this.#options,
      templateInfo: { entityRef: ref, entity, baseUrl: baseUrlOf(entity) },
    });
    const rendered = await renderGoldenPath({
      library,
      parameters: values,
      settings: this.#options.settings,
      write: this.#write,
    });
    const renderTree = hashTree(rendered.files);
    const inputHash = hashInput(ref, rendered.parameters);
    const { steps, output } = entity.spec as unknown as JsonObject;
    return {
      ...{ templateRef: ref, entity, library, rendered },
      ...{ renderTree, inputHash, owner: ownerOf(entity) },
      hash: hashPlan({
        inputHash,
        renderTree,
        templateVersion: rendered.manifest.version,
        steps: { steps, ...(output === undefined ? {} : { output }) },
      }),
    };
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
