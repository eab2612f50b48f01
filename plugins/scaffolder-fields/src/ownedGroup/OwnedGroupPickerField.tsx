import { useEffect } from 'react';
import { Button, Select, Skeleton, Text } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { GroupChoice, useGroups } from './useGroups';

/** Props of {@link OwnedGroupPickerField}. */
export type OwnedGroupPickerFieldProps = FieldExtensionComponentProps<string>;

/** Asks which group owns something, and proposes the first group of the signed-in person. */
export function OwnedGroupPickerField(props: OwnedGroupPickerFieldProps) {
  const { formData, onChange, schema, uiSchema } = props;
  const groups = useGroups();
  const proposed = groups.value?.find(({ mine }) => mine)?.ref;

  useEffect(() => {
    if (!formData && proposed) {
      onChange(proposed);
    }
  }, [formData, proposed, onChange]);

  return (
    <ScaffolderField
      rawErrors={props.rawErrors}
      errors={props.errors}
      required={props.required}
      disabled={props.disabled}
      rawDescription={uiSchema?.['ui:description'] ?? schema.description}
    >
      <GroupSelect
        field={props}
        groups={groups.value}
        failed={Boolean(groups.error)}
        onRetry={groups.retry}
      />
    </ScaffolderField>
  );
}

function GroupSelect(props: {
  field: OwnedGroupPickerFieldProps;
  groups?: GroupChoice[];
  failed: boolean;
  onRetry(): void;
}) {
  const { field, groups } = props;
  const title = field.schema.title ?? 'Owner';
  if (props.failed) {
    return (
      <div role="alert">
        <Text color="danger">The groups cannot be read. </Text>
        <Button size="small" variant="secondary" onPress={props.onRetry}>
          Try again
        </Button>
      </div>
    );
  }
  if (!groups) {
    return (
      <div role="status" aria-label={`${title} is loading`}>
        <Skeleton height={40} />
      </div>
    );
  }
  if (groups.length === 0) {
    return (
      <Text role="status">
        The catalog has no group yet. Ask a platform engineer to add yours.
      </Text>
    );
  }
  return (
    <Select
      id={field.idSchema?.$id}
      label={title}
      // The form tells what is wrong; left to the browser, an error would block its own correction.
      validationBehavior="aria"
      isRequired={field.required}
      isDisabled={field.disabled}
      isInvalid={Boolean(field.rawErrors?.length)}
      selectedKey={field.formData ?? null}
      onSelectionChange={key => field.onChange(String(key))}
      options={groups.map(({ ref, title: label, mine }) => ({
        id: ref,
        label: mine ? `${label} (yours)` : label,
      }))}
    />
  );
}
