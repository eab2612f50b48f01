import { operation, type Handler } from '@notes/service-kit';
import type {
  NewPassword,
  PasswordResetService,
} from '../domain/PasswordResetService.ts';
import { originOf } from '../http/originOf.ts';

export function passwordHandlers({
  resets,
}: {
  resets: PasswordResetService;
}): Record<string, Handler> {
  return {
    forgotPassword: operation<{ body: { email: string } }>(
      async ({ body, request }) => {
        await resets.request(body.email, originOf(request));
        return { status: 202, body: { status: 'accepted' } };
      },
    ),

    resetPassword: operation<{ body: NewPassword }>(
      async ({ body, request }) => {
        await resets.reset(body, originOf(request));
        return { status: 204 };
      },
    ),
  };
}
