import { operation, type Handler } from '@notes/service-kit';
import type { RoleChange } from '../data/RoleStore.ts';
import type { Actors } from '../domain/Actors.ts';
import type { RoleService } from '../domain/RoleService.ts';
import { roleView } from './views.ts';

export function roleHandlers(options: {
  actors: Actors;
  roles: RoleService;
}): Record<string, Handler> {
  const { actors, roles } = options;
  return {
    listRoles: async ({ caller }) => {
      await actors.withPermission(caller, 'users:read');
      return {
        status: 200,
        body: { items: (await roles.list()).map(roleView) },
      };
    },

    putRole: operation<{ path: { role: string }; body: RoleChange }>(
      async ({ body, caller, path }) => {
        const { user } = await actors.admin(caller);
        const { outcome, role } = await roles.put(user, path.role, body);
        return {
          status: outcome === 'created' ? 201 : 200,
          body: roleView(role),
        };
      },
    ),

    deleteRole: operation<{ path: { role: string } }>(
      async ({ caller, path }) => {
        const { user } = await actors.admin(caller);
        await roles.remove(user, path.role);
        return { status: 204 };
      },
    ),
  };
}
