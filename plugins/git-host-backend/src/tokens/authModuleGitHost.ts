import {
  AuthService,
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  AuthenticationError,
  NotAllowedError,
  NotImplementedError,
  toError,
} from '@backstage/errors';
import {
  AuthProviderFactory,
  authProvidersExtensionPoint,
  AuthResolverContext,
} from '@backstage/plugin-auth-node';
import type { Request, Response } from 'express';

const GIT_HOST = 'plugin:git-host';

/**
 * Lets the git host, and nobody else, turn the owner of a personal access token
 * into that person's Backstage identity.
 *
 * @public
 */
export const authModuleGitHost = createBackendModule({
  pluginId: 'auth',
  moduleId: 'git-host',
  register({ registerInit }) {
    registerInit({
      deps: {
        providers: authProvidersExtensionPoint,
        auth: coreServices.auth,
      },
      async init({ providers, auth }) {
        providers.registerProvider({
          providerId: 'git-host',
          factory: createFactory(auth),
        });
      },
    });
  },
});

function createFactory(auth: AuthService): AuthProviderFactory {
  return ({ resolverContext }) => ({
    start: refuse,
    frameHandler: refuse,
    refresh: (request, response) =>
      confirm(auth, resolverContext, request, response),
  });
}

async function refuse(): Promise<void> {
  throw new NotImplementedError('Nobody signs in to the portal this way');
}

async function confirm(
  auth: AuthService,
  context: AuthResolverContext,
  request: Request,
  response: Response,
): Promise<void> {
  await requireGitHost(auth, request);
  const entityRef = String(request.query.user);
  try {
    const { token } = await context.signInWithCatalogUser({
      entityRef,
    });
    response.json({ token });
  } catch (error) {
    if (toError(error).name === 'NotFoundError') {
      throw new AuthenticationError(
        `User '${entityRef}' is not in the catalog`,
      );
    }
    throw error;
  }
}

async function requireGitHost(
  auth: AuthService,
  request: Request,
): Promise<void> {
  const token = /^bearer (\S+)$/i.exec(request.header('authorization') ?? '');
  if (!token) {
    throw new AuthenticationError('A service token is missing');
  }
  const credentials = await auth.authenticate(token[1]);
  if (
    !auth.isPrincipal(credentials, 'service') ||
    credentials.principal.subject !== GIT_HOST
  ) {
    throw new NotAllowedError('Only the git host may ask for this');
  }
}
