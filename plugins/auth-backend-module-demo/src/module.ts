import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { assertDevelopment } from './assertDevelopment';
import { createDemoAuthenticator } from './createDemoAuthenticator';
import { createPeopleRouter } from './createPeopleRouter';
import { readDemoPeople } from './readDemoPeople';
import { signInAsDemoPerson } from './signInAsDemoPerson';

/**
 * Adds the sign-in provider `demo` to the auth plugin when `auth.providers.demo` is set.
 *
 * @public
 */
export const authModuleDemo = createBackendModule({
  pluginId: 'auth',
  moduleId: 'demo-provider',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        httpRouter: coreServices.httpRouter,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, httpRouter, providers }) {
        if (!config.has('auth.providers.demo')) {
          return;
        }
        assertDevelopment(config, process.env.NODE_ENV);

        const people = readDemoPeople(config);
        providers.registerProvider({
          providerId: 'demo',
          factory: createProxyAuthProviderFactory({
            authenticator: createDemoAuthenticator(people),
            signInResolver: signInAsDemoPerson,
          }),
        });
        httpRouter.use(createPeopleRouter(people));
      },
    });
  },
});
