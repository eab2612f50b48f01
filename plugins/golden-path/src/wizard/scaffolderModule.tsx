import {
  coreExtensionData,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import scaffolderPlugin from '@backstage/plugin-scaffolder/alpha';
import { formFieldsApiRef } from '@backstage/plugin-scaffolder-react/alpha';

/**
 * The stock pages of templates, with a plan in place of the review at the end of a form.
 *
 * The stock form has a slot for that step, and the stock page does not fill it,
 * so the form is put together here again. Everything else stays the stock page's.
 */
export const templatesPage = scaffolderPlugin
  .getExtension('sub-page:scaffolder/templates')
  .override({
    factory(originalFactory, { apis, config }) {
      const stock = originalFactory().get(coreExtensionData.reactElement);
      const formFieldsApi = apis.get(formFieldsApiRef);
      return originalFactory({
        params: {
          path: 'templates',
          title: 'Templates',
          loader: async () => {
            const [{ TemplatesRouter }, formFields] = await Promise.all([
              import('./TemplatesRouter'),
              formFieldsApi?.loadFormFields() ?? [],
            ]);
            return (
              <TemplatesRouter
                stock={stock}
                formFields={formFields}
                theme={config.enableBackstageUi ? 'bui' : 'mui'}
              />
            );
          },
        },
      });
    },
  });

export const scaffolderModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [templatesPage],
});
