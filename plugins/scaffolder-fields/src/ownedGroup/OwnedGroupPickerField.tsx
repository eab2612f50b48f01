import { useEffect } from 'react';
import { Button, Skeleton, Text } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { GroupSelect } from './GroupSelect';
import { useGroups } from './useGroups';

/** Props of {@link OwnedGroupPickerField}. */
export type OwnedGroupPickerFieldProps = FieldExtensionComponentProps<string>;

/** Asks which group owns something, and proposes the first group of the signed-in person. */
export function OwnedGroupPickerField(props: OwnedGroupPickerFieldProps) {
  const { formData, onChange, schema, uiSchema } = props;
  const query = useGroups();
  const proposed = query.groups?.choices.find(({ mine }) => mine)?.ref;

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
      <Field field={props} query={query} />
    </ScaffolderField>
  );
}

function Field(props: {
  field: OwnedGroupPickerFieldProps;
  query: ReturnType<typeof useGroups>;
}) {
  const { field } = props;
  const { groups, error, retry } = props.query;
  const title = field.schema.title ?? 'Owner';
  if (error) {
    return (
      <div role="alert">
        <Text color="danger">The groups cannot be read. </Text>
        <Button size="small" variant="secondary" onPress={retry}>
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
  if (groups.choices.length === 0) {
    return (
      <Text role="status">
        {groups.others.length === 0
          ? 'The catalog has no group yet. Ask a platform engineer to add yours.'
          : 'You are in no group, and only a group can own this. Ask a platform engineer to add you to one.'}
      </Text>
    );
  }
  return <GroupSelect field={field} title={title} groups={groups} />;
}
