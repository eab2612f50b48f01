import type {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type {
  GoldenPathApi,
  RenderCheck,
} from '@notes/plugin-golden-path-common';

/** Asks whether what is rendered may become real; throws when it may not. */
export type CheckPlan = (
  check: RenderCheck,
  credentials: BackstageCredentials,
) => Promise<{ planId: string | undefined }>;

/** Asks `golden-path-backend` on behalf of the person who started the task. */
export function createCheckPlan(options: {
  auth: AuthService;
  client: GoldenPathApi;
}): CheckPlan {
  return async (check, credentials) =>
    options.client.checkRender(
      check,
      await options.auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: 'golden-path',
      }),
    );
}
