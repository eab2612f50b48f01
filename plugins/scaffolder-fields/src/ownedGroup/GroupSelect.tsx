import { Select, Text } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type { GroupChoice, Groups } from './useGroups';

/** The groups that may be chosen; one that the form came with and may not says so. */
export function GroupSelect(props: {
  field: FieldExtensionComponentProps<string>;
  title: string;
  groups: Groups;
}) {
  const { field, title, groups } = props;
  const refused = groups.others.find(({ ref }) => ref === field.formData);
  const options = groups.choices.map(toOption);
  return (
    <>
      <Select
        id={field.idSchema?.$id}
        label={title}
        // The form tells what is wrong; left to the browser, an error would block its own correction.
        validationBehavior="aria"
        isRequired={field.required}
        isDisabled={field.disabled}
        isInvalid={Boolean(field.rawErrors?.length) || Boolean(refused)}
        selectedKey={field.formData ?? null}
        onSelectionChange={key => field.onChange(String(key))}
        options={
          refused
            ? [...options, { ...toOption(refused), disabled: true }]
            : options
        }
      />
      {refused && (
        <Text role="alert" color="danger">
          You are no member of {refused.title}, so you may not make something it
          owns. Choose a group of yours.
        </Text>
      )}
    </>
  );
}

function toOption({ ref, title, mine }: GroupChoice) {
  return { id: ref, label: mine ? `${title} (yours)` : title };
}
