import {
  decodeCursor,
  encodeCursor,
  operation,
  Problem,
  type Handler,
} from '@notes/service-kit';
import { z } from 'zod';
import type { Actors } from '../domain/Actors.ts';
import type { User } from '../domain/User.ts';
import type { UserChange, UserService } from '../domain/UserService.ts';
import { userView } from './views.ts';

type ListQuery = {
  limit: number;
  cursor?: string;
  q?: string;
  status?: string;
  role?: string;
};

interface OnUser {
  path: { userId: string };
}

const position = z.tuple([z.iso.datetime(), z.uuid()]);

export function userHandlers(options: {
  actors: Actors;
  users: UserService;
}): Record<string, Handler> {
  const { actors, users } = options;
  const view = async (user: User) => ({
    status: 200,
    body: userView(user, await users.lockedUntil(user)),
  });
  return {
    listUsers: operation<{ query: ListQuery }>(async ({ caller, query }) => {
      await actors.withPermission(caller, 'users:read');
      const { cursor, limit, q, role, status } = query;
      const found = await users.list({
        ...{
          limit: limit + 1,
          after: afterOf(cursor),
          prefix: q?.toLowerCase(),
          status,
          role,
        },
      });
      const items = found.slice(0, limit);
      const last = found.length > limit ? items.at(-1) : undefined;
      const nextCursor =
        last && encodeCursor([last.createdAt.toISOString(), last.id]);
      const body = {
        items: items.map(one => userView(one)),
        ...(nextCursor && { nextCursor }),
      };
      return { status: 200, body };
    }),

    getUser: operation<OnUser>(async ({ caller, path }) => {
      await actors.withPermission(caller, 'users:read');
      return view(await users.get(path.userId));
    }),

    updateUser: operation<OnUser & { body: UserChange }>(
      async ({ body, caller, path }) => {
        const { user } = await actors.withPermission(caller, 'users:write');
        return view(await users.update(user, path.userId, body));
      },
    ),

    deleteUser: operation<OnUser>(async ({ caller, path }) => {
      const { user } = await actors.withPermission(caller, 'users:write');
      await users.anonymise(user, path.userId);
      return { status: 204 };
    }),

    setUserRoles: operation<OnUser & { body: { roles: string[] } }>(
      async ({ body, caller, path }) => {
        const { user } = await actors.admin(caller);
        return view(await users.setRoles(user, path.userId, body.roles));
      },
    ),

    revokeUserSessions: operation<OnUser>(async ({ caller, path }) => {
      const { user } = await actors.withPermission(caller, 'users:write');
      await users.revokeSessions(user, path.userId);
      return { status: 204 };
    }),

    unlockUser: operation<OnUser>(async ({ caller, path }) => {
      const { user } = await actors.withPermission(caller, 'users:write');
      await users.unlock(user, path.userId);
      return { status: 204 };
    }),
  };
}

function afterOf(
  cursor: string | undefined,
): { createdAt: Date; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const parsed = position.safeParse(decodeCursor(cursor));
  if (parsed.success)
    return { createdAt: new Date(parsed.data[0]), id: parsed.data[1] };
  const message = 'must be the nextCursor of an earlier page';
  throw new Problem(400, `query cursor ${message}`, {
    errors: [{ in: 'query', field: 'cursor', message }],
  });
}
