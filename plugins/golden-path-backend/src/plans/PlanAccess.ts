import type {
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import {
  planApprovePermission,
  planReadPermission,
} from '@notes/plugin-golden-path-common';
import type { Caller } from '../ledger/LedgerService';
import { isApprover, type Reader } from './describePlan';
import type { PlanStore, StoredPlan } from './PlanStore';

/** Who may do what with which plan. */
export class PlanAccess {
  readonly #options: {
    permissions: PermissionsService;
    store: Pick<PlanStore, 'find'>;
    userInfo: UserInfoService;
  };

  constructor(options: {
    permissions: PermissionsService;
    store: Pick<PlanStore, 'find'>;
    userInfo: UserInfoService;
  }) {
    this.#options = options;
  }

  /** To who may not read a plan, it does not exist. */
  async read(
    id: string,
    caller: Caller,
  ): Promise<{ plan: StoredPlan; reader: Reader }> {
    await this.require(planReadPermission, caller);
    const plan = await this.#options.store.find(id);
    const reader = await this.readerOf(caller);
    if (
      !plan ||
      (plan.createdBy !== caller.userRef && !isApprover(plan, reader))
    ) {
      throw new NotFoundError(`There is no plan '${id}'`);
    }
    return { plan, reader };
  }

  async readerOf(caller: Caller): Promise<Reader> {
    const { userInfo, permissions } = this.#options;
    const [info, [decision]] = await Promise.all([
      userInfo.getUserInfo(caller.credentials),
      permissions.authorize([{ permission: planApprovePermission }], {
        credentials: caller.credentials,
      }),
    ]);
    return {
      userRef: caller.userRef,
      groups: info.ownershipEntityRefs.map(ref => ref.toLowerCase()),
      mayApprove: decision.result === AuthorizeResult.ALLOW,
    };
  }

  async require(permission: BasicPermission, caller: Caller): Promise<void> {
    const [{ result }] = await this.#options.permissions.authorize(
      [{ permission }],
      { credentials: caller.credentials },
    );
    if (result !== AuthorizeResult.ALLOW) {
      throw new NotAllowedError(`You are not allowed to '${permission.name}'`);
    }
  }
}
