import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  ScaffolderField,
  SecretWidget,
} from '@backstage/plugin-scaffolder-react/alpha';

/** A value that is kept beside the answers of the form: it is in no plan and in no address. */
export function SecretField(props: FieldExtensionComponentProps<string>) {
  const { name, onChange, schema, uiSchema, disabled, required } = props;
  return (
    <ScaffolderField
      rawErrors={props.rawErrors}
      rawDescription={uiSchema['ui:description'] ?? schema.description}
      disabled={disabled}
      errors={props.errors}
      required={required}
    >
      <SecretWidget
        name={name}
        schema={schema}
        required={required}
        disabled={disabled}
        onChange={masked => onChange(masked)}
      />
    </ScaffolderField>
  );
}
