import { createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { LocalDocumentProcessor } from './LocalDocumentProcessor';

/**
 * Lets an API in a catalog file of this machine name the document beside it.
 *
 * @public
 */
export const catalogModuleLocalDocuments = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'local-documents',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addProcessor(new LocalDocumentProcessor());
      },
    });
  },
});
