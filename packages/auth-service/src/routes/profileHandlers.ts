import { operation, type Handler } from '@notes/service-kit';
import type { UserPatch } from '../data/UserStore.ts';
import type { Actors } from '../domain/Actors.ts';
import type {
  PasswordChange,
  ProfileService,
} from '../domain/ProfileService.ts';
import { originOf } from '../http/originOf.ts';
import { meView } from './views.ts';

export function profileHandlers(options: {
  actors: Actors;
  profile: ProfileService;
}): Record<string, Handler> {
  const { actors, profile } = options;
  return {
    getMe: async ({ caller }) => {
      const { user } = await actors.of(caller);
      return { status: 200, body: meView(user) };
    },

    updateMe: operation<{ body: Pick<UserPatch, 'name' | 'preferences'> }>(
      async ({ body, caller }) => {
        const { user } = await actors.of(caller);
        return { status: 200, body: meView(await profile.update(user, body)) };
      },
    ),

    changePassword: operation<{ body: PasswordChange }>(
      async ({ body, caller, request }) => {
        const actor = await actors.of(caller);
        await profile.changePassword(actor, body, originOf(request));
        return { status: 204 };
      },
    ),
  };
}
