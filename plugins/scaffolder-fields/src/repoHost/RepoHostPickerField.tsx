import { useEffect } from 'react';
import { Select, Text } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { useRepoHosts } from './useRepoHosts';

/** Props of {@link RepoHostPickerField}. */
export type RepoHostPickerFieldProps = FieldExtensionComponentProps<string>;

/** Asks where the repository is made; the git host of the portal is always there. */
export function RepoHostPickerField(props: RepoHostPickerFieldProps) {
  const { formData, onChange, schema, uiSchema } = props;
  const { failed, hosts, loading } = useRepoHosts();

  useEffect(() => {
    if (!formData) {
      onChange('embedded');
    }
  }, [formData, onChange]);

  return (
    <ScaffolderField
      rawErrors={props.rawErrors}
      errors={props.errors}
      required={props.required}
      disabled={props.disabled}
      rawDescription={uiSchema?.['ui:description'] ?? schema.description}
    >
      <Select
        id={props.idSchema?.$id}
        label={schema.title ?? 'Repository host'}
        // The form tells what is wrong; left to the browser, an error would block its own correction.
        validationBehavior="aria"
        isRequired={props.required}
        isDisabled={props.disabled || loading}
        isInvalid={Boolean(props.rawErrors?.length)}
        selectedKey={formData ?? 'embedded'}
        onSelectionChange={key => onChange(String(key))}
        options={hosts.map(({ value, label, problem }) => ({
          id: value,
          label,
          description: problem,
          disabled: Boolean(problem),
        }))}
      />
      {failed && (
        <Text role="status" color="warning">
          Which other hosts are connected cannot be read; the git host of this
          portal works.
        </Text>
      )}
    </ScaffolderField>
  );
}
