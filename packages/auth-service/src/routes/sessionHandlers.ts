import { operation, type Handler } from '@notes/service-kit';
import type { Actors } from '../domain/Actors.ts';
import type { SessionService } from '../domain/SessionService.ts';
import { sessionView } from './views.ts';

export function sessionHandlers(options: {
  actors: Actors;
  sessions: SessionService;
}): Record<string, Handler> {
  const { actors, sessions } = options;
  return {
    listSessions: async ({ caller }) => {
      const { sessionId, user } = await actors.of(caller);
      const live = await sessions.list(user.id);
      return {
        status: 200,
        body: { items: live.map(one => sessionView(one, sessionId)) },
      };
    },

    revokeOtherSessions: async ({ caller }) => {
      const { sessionId, user } = await actors.of(caller);
      const reason = 'revoked-by-user';
      await sessions.revokeMany({ userId: user.id, except: sessionId, reason });
      return { status: 204 };
    },

    revokeSession: operation<{ path: { sessionId: string } }>(
      async ({ caller, path }) => {
        const { user } = await actors.of(caller);
        await sessions.revokeOne(user.id, path.sessionId);
        return { status: 204 };
      },
    ),
  };
}
