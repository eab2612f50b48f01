import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import appModulePrecompressed from './index';

/** Stands in for the app plugin, which the module extends. */
const appPlugin = createBackendPlugin({
  pluginId: 'app',
  register(reg) {
    reg.registerInit({
      deps: { http: coreServices.httpRouter },
      async init({ http }) {
        http.addAuthPolicy({ path: '/', allow: 'unauthenticated' });
        http.use((_req, res) => {
          res.send('from the app plugin');
        });
      },
    });
  },
});

describe('appModulePrecompressed', () => {
  it('leaves everything to the app plugin when no app has been built', async () => {
    // This package itself has no folder `dist/static`.
    const data = {
      app: { packageName: '@notes/plugin-app-backend-module-precompressed' },
    };
    const { server } = await startTestBackend({
      features: [
        appPlugin,
        appModulePrecompressed,
        mockServices.rootConfig.factory({ data }),
      ],
    });
    const response = await fetch(
      `http://localhost:${server.port()}/static/a.js`,
    );
    expect(await response.text()).toBe('from the app plugin');
  });
});
