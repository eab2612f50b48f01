import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/**
 * Form fields of the golden paths, each loaded when a form is opened.
 *
 * @public
 */
export const scaffolderFieldsModule = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    FormFieldBlueprint.make({
      name: 'service-name',
      params: {
        field: () =>
          import('./serviceName/serviceNameField').then(
            m => m.serviceNameField,
          ),
      },
    }),
    FormFieldBlueprint.make({
      name: 'owned-group-picker',
      params: {
        field: () =>
          import('./ownedGroup/ownedGroupPickerField').then(
            m => m.ownedGroupPickerField,
          ),
      },
    }),
    FormFieldBlueprint.make({
      name: 'repo-host-picker',
      params: {
        field: () =>
          import('./repoHost/repoHostPickerField').then(
            m => m.repoHostPickerField,
          ),
      },
    }),
  ],
});
