import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  CacheService,
} from '@backstage/backend-plugin-api';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { isNotFound } from './isNotFound';
import type { UnregisterPlan, UnregisterResult } from './types';
import type { ExecutablePlan, UnregisterPlanner } from './UnregisterPlanner';

const REMEMBER = { hours: 24 };
const MAX_NAMED = 5;

export interface UnregisterServiceOptions {
  auth: AuthService;
  cache: CacheService;
  catalog: CatalogService;
  planner: UnregisterPlanner;
}

type Caller = BackstageCredentials<BackstageUserPrincipal>;

/** Takes entities out of the catalog so that they stay out. */
export class UnregisterService {
  readonly #options: UnregisterServiceOptions;
  readonly #recent: CacheService;

  static create(options: UnregisterServiceOptions) {
    return new UnregisterService(options);
  }

  private constructor(options: UnregisterServiceOptions) {
    this.#options = options;
    this.#recent = options.cache.withOptions({ defaultTtl: REMEMBER });
  }

  async plan(entityRef: string, caller: Caller): Promise<UnregisterPlan> {
    const plan = await this.#options.planner.plan(entityRef, caller);
    const { uid: _, locationId: __, ...shown } = plan;
    return shown;
  }

  async unregister(
    entityRef: string,
    caller: Caller,
  ): Promise<UnregisterResult> {
    const plan = await this.#options.planner
      .plan(entityRef, caller)
      .catch(async error => {
        // A request that is sent again finds nothing left to do.
        if (isNotFound(error) && (await this.#isRecent(caller, entityRef))) {
          return undefined;
        }
        throw error;
      });
    // At the same time, it may find the entity whose location has gone a moment before.
    const isHalfGone =
      plan?.removes === 'nothing' && (await this.#isRecent(caller, entityRef));
    if (!plan || isHalfGone) {
      return { outcome: 'unchanged', entityRef, removed: [] };
    }
    assertAllowed(plan);
    const removed = plan.entities.map(each => each.entityRef);
    // Beforehand, so that the same request at the same time finds it; it is asked for what is gone only.
    await Promise.all(
      removed.map(ref => this.#recent.set(keyOf(caller, ref), true)),
    );
    await this.#remove(plan);
    return { outcome: 'unregistered', entityRef, removed };
  }

  async #isRecent(caller: Caller, entityRef: string): Promise<boolean> {
    return Boolean(await this.#recent.get(keyOf(caller, entityRef)));
  }

  /** With the credentials of the portal: who may is decided, see `assertAllowed`. */
  async #remove({ locationId, uid }: ExecutablePlan): Promise<void> {
    const { auth, catalog } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const removal = locationId
      ? catalog.removeLocationById(locationId, { credentials })
      : catalog.removeEntityByUid(uid ?? '', { credentials });
    await removal.catch(error => {
      // Somebody else was faster.
      if (!isNotFound(error)) {
        throw error;
      }
    });
  }
}

function keyOf(caller: Caller, entityRef: string): string {
  return `unregistered/${caller.principal.userEntityRef}/${entityRef}`;
}

function assertAllowed(plan: ExecutablePlan): void {
  const denied = plan.entities.filter(each => !each.allowed);
  if (denied.length > 0) {
    const named = denied
      .slice(0, MAX_NAMED)
      .map(each => `'${each.entityRef}' (owner ${ownersText(each.owners)})`);
    const others = denied.length - named.length;
    const rest = others > 0 ? ` and ${others} more` : '';
    throw new NotAllowedError(
      `Unregistering '${plan.entityRef}' also removes what is not yours: ${named.join(', ')}${rest}; ask the owner or a platform engineer`,
    );
  }
  if (plan.removes === 'nothing') {
    throw new ConflictError(
      `'${plan.entityRef}' was not registered by hand; it leaves the catalog when the configuration or the plugin that brings it no longer does`,
    );
  }
}

function ownersText(owners: string[]): string {
  return owners.length > 0 ? owners.join(', ') : 'nobody';
}
