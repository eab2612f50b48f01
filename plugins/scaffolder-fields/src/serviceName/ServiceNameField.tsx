import { TextField } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { ScaffolderField } from '@backstage/plugin-scaffolder-react/alpha';
import { NameCheckMessage } from './NameCheckMessage';
import { readNameQuestion } from './readNameQuestion';
import { useNameCheck } from './useNameCheck';
import { ServiceNameOptions } from './validateServiceName';

/** Props of {@link ServiceNameField}. */
export type ServiceNameFieldProps = FieldExtensionComponentProps<
  string,
  ServiceNameOptions
>;

/** Asks for the name of a new service and checks it while it is typed. */
export function ServiceNameField(props: ServiceNameFieldProps) {
  const { formData: name = '', onChange, schema, uiSchema } = props;
  const form = props.formContext?.formData as Record<string, unknown>;
  const options = uiSchema?.['ui:options'];
  const check = useNameCheck(readNameQuestion(name, form, options));
  const bad = check.state === 'taken' || check.state === 'malformed';

  return (
    <ScaffolderField
      rawErrors={props.rawErrors}
      errors={props.errors}
      required={props.required}
      disabled={props.disabled}
      rawDescription={uiSchema?.['ui:description'] ?? schema.description}
    >
      <TextField
        id={props.idSchema?.$id}
        label={schema.title ?? 'Name'}
        // The form tells what is wrong; left to the browser, an error would block its own correction.
        validationBehavior="aria"
        isRequired={props.required}
        isDisabled={props.disabled}
        isInvalid={bad || Boolean(props.rawErrors?.length)}
        value={name}
        onChange={value => onChange(value || undefined)}
        autoComplete="off"
        spellCheck="false"
      />
      <NameCheckMessage check={check} name={name} />
    </ScaffolderField>
  );
}
