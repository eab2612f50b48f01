import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { OwnedGroupPickerField } from './OwnedGroupPickerField';
import { validateOwnedGroup } from './validateOwnedGroup';

/** `ui:field: OwnedGroupPicker` */
export const ownedGroupPickerField = createFormField({
  name: 'OwnedGroupPicker',
  component: OwnedGroupPickerField,
  validation: validateOwnedGroup,
});
