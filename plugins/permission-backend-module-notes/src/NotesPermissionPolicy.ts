import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { conditionFor, type Person } from './conditions';
import { findRule } from './findRule';
import { readPolicyOptions, type PolicyOptions } from './readPolicyOptions';
import type { Reach, Role } from './rules';

const ALLOW = { result: AuthorizeResult.ALLOW } as const;
const DENY = { result: AuthorizeResult.DENY } as const;

// Anybody who is signed in can ask about names they made up.
const MAX_REPORTS = 100;

/**
 * Decides by the rows of `rules.ts`, and denies what no row allows.
 *
 * @public
 */
export class NotesPermissionPolicy implements PermissionPolicy {
  readonly #options: PolicyOptions;
  readonly #logger: LoggerService;
  readonly #reported = new Set<string>();

  static fromConfig(config: Config, options: { logger: LoggerService }) {
    return new NotesPermissionPolicy(readPolicyOptions(config), options.logger);
  }

  private constructor(options: PolicyOptions, logger: LoggerService) {
    this.#options = options;
    this.#logger = logger;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return DENY;
    }
    const { allow, listed } = findRule(permission);
    // The info is marked as deprecated in favour of asking the user info
    // service, which would be one more request for each decision.
    const reach = this.#rolesOf(user.info).flatMap(role => allow[role] ?? []);
    const decision = this.#decide(permission, new Set(reach), user.info);

    if (!listed && decision === DENY) {
      this.#reportOnce(
        permission,
        `No rule names the permission '${permission.name}', so it is denied to everybody`,
      );
    }
    return decision;
  }

  #rolesOf({ ownershipEntityRefs }: Person): Role[] {
    const isMember = (groups: string[]) =>
      groups.some(group => ownershipEntityRefs.includes(group));
    return [
      'anyone',
      ...(isMember(this.#options.developerGroups)
        ? (['developers'] as const)
        : []),
      ...(isMember(this.#options.platformGroups)
        ? (['platform'] as const)
        : []),
    ];
  }

  #decide(
    permission: Permission,
    reach: Set<Reach>,
    person: Person,
  ): PolicyDecision {
    if (reach.has('all')) {
      return ALLOW;
    }
    // Without `all`, the rows give at most one reach to a person, which the tests check.
    const [limited] = [...reach] as Exclude<Reach, 'all'>[];
    if (!limited) {
      return DENY;
    }
    const { privilegedTag } = this.#options;
    const decision = conditionFor(limited, permission, {
      person,
      privilegedTag,
    });
    if (!decision) {
      this.#reportOnce(
        permission,
        `The rule for '${permission.name}' says '${limited}', which its plugin cannot tell, so it is denied`,
      );
    }
    return decision ?? DENY;
  }

  #reportOnce(permission: Permission, message: string): void {
    const { size } = this.#reported;
    if (size < MAX_REPORTS && !this.#reported.has(permission.name)) {
      this.#reported.add(permission.name);
      this.#logger.warn(message);
    }
  }
}
