import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { OwnedGroupPickerField } from './OwnedGroupPickerField';

/** `ui:field: OwnedGroupPicker` */
export const ownedGroupPickerField = createFormField({
  name: 'OwnedGroupPicker',
  component: OwnedGroupPickerField,
});
