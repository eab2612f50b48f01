import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RepoHostPickerField } from './RepoHostPickerField';

/** `ui:field: RepoHostPicker` */
export const repoHostPickerField = createFormField({
  name: 'RepoHostPicker',
  component: RepoHostPickerField,
});
