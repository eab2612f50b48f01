import type {
  AuthService,
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_ORIGIN_LOCATION,
  type Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { catalogEntityDeletePermission } from '@backstage/plugin-catalog-common/alpha';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { UnregisterPlan, UnregisterPlanEntity } from './types';

// The permission backend takes requests of at most 100 kB.
const MAX_QUESTIONS = 100;
const FIELDS = ['kind', 'metadata', 'relations'];

export interface UnregisterPlannerOptions {
  auth: AuthService;
  catalog: CatalogService;
  permissions: PermissionsService;
}

/** A plan, with what it takes to carry it out. */
export interface ExecutablePlan extends UnregisterPlan {
  uid?: string;
  locationId?: string;
}

/** Finds out what leaves the catalog with an entity, and whether the caller may let it. */
export class UnregisterPlanner {
  readonly #options: UnregisterPlannerOptions;

  static create(options: UnregisterPlannerOptions) {
    return new UnregisterPlanner(options);
  }

  private constructor(options: UnregisterPlannerOptions) {
    this.#options = options;
  }

  /** Throws a `NotFoundError` when the caller sees no such entity. */
  async plan(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<ExecutablePlan> {
    const entity = await this.#find(entityRef, credentials);
    const origin = await this.#findOrigin(entity);
    if (origin.removes === 'nothing') {
      // Without a file since it has just been unregistered, which is something else.
      await this.#find(entityRef, credentials);
    }
    const entities = await this.#authorize(origin.entities, credentials);
    return {
      entityRef,
      removes: origin.removes,
      target: origin.target,
      entities,
      allowed:
        origin.removes !== 'nothing' && entities.every(each => each.allowed),
      uid: entity.metadata.uid,
      locationId: origin.locationId,
    };
  }

  async #find(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const { catalog } = this.#options;
    const entity = await catalog.getEntityByRef(entityRef, { credentials });
    if (!entity) {
      throw new NotFoundError(`There is no entity '${entityRef}'`);
    }
    return entity;
  }

  async #findOrigin(entity: Entity): Promise<Origin> {
    if (entity.metadata.annotations?.['backstage.io/orphan'] === 'true') {
      return { removes: 'entity', entities: [entity] };
    }
    const credentials = await this.#options.auth.getOwnServiceCredentials();
    const entityRef = stringifyEntityRef(entity);
    const location = await this.#options.catalog.getLocationByEntity(
      entityRef,
      { credentials },
    );
    const entities = location ? await this.#listNeighbours(entity) : [];
    // A very long address is not indexed. What goes with it is then unknown, so nothing may go.
    const isComplete = entities.some(
      each => stringifyEntityRef(each) === entityRef,
    );
    if (!location || !isComplete) {
      return { removes: 'nothing', entities: [entity] };
    }
    return {
      removes: 'location',
      locationId: location.id,
      target: location.target,
      entities: entities.filter(
        each =>
          stringifyEntityRef(each) === entityRef ||
          // A file that lists files belongs to nobody; what it lists is asked about.
          each.kind !== 'Location' ||
          ownersOf(each).length > 0,
      ),
    };
  }

  /** With the credentials of the portal, so that nothing hidden is overlooked. */
  async #listNeighbours(entity: Entity): Promise<Entity[]> {
    const credentials = await this.#options.auth.getOwnServiceCredentials();
    const origin = originOf(entity);
    const key = `metadata.annotations.${ANNOTATION_ORIGIN_LOCATION}`;
    const pages = this.#options.catalog.streamEntities(
      { filter: { [key]: origin ?? '' }, fields: FIELDS },
      { credentials },
    );
    const entities: Entity[] = [];
    for await (const page of pages) {
      // Filters ignore case, addresses do not.
      entities.push(...page.filter(each => originOf(each) === origin));
    }
    return entities;
  }

  async #authorize(
    entities: Entity[],
    credentials: BackstageCredentials,
  ): Promise<UnregisterPlanEntity[]> {
    const answers: UnregisterPlanEntity[] = [];
    for (let start = 0; start < entities.length; start += MAX_QUESTIONS) {
      const chunk = entities.slice(start, start + MAX_QUESTIONS);
      const decisions = await this.#options.permissions.authorize(
        chunk.map(entity => ({
          permission: catalogEntityDeletePermission,
          resourceRef: stringifyEntityRef(entity),
        })),
        { credentials },
      );
      answers.push(
        ...chunk.map((entity, index) => ({
          entityRef: stringifyEntityRef(entity),
          title: entity.metadata.title,
          owners: ownersOf(entity),
          allowed: decisions[index].result === AuthorizeResult.ALLOW,
        })),
      );
    }
    return answers;
  }
}

interface Origin {
  removes: UnregisterPlan['removes'];
  locationId?: string;
  target?: string;
  entities: Entity[];
}

function originOf(entity: Entity): string | undefined {
  return entity.metadata.annotations?.[ANNOTATION_ORIGIN_LOCATION];
}

function ownersOf(entity: Entity): string[] {
  return (entity.relations ?? [])
    .filter(({ type }) => type === RELATION_OWNED_BY)
    .map(({ targetRef }) => targetRef);
}
