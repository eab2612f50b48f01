import type { FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import type { FormField } from '@backstage/plugin-scaffolder-react/alpha';
import { SecretField } from './SecretField';

/** What a form field is inside; Backstage keeps the type to itself. */
type OpenFormField = FormField & { version?: string } & FieldExtensionOptions;

/**
 * The fields that a form may use: those of plugins, and `Secret`, the only stock
 * field that is no extension.
 *
 * @throws when a field is of a kind that did not exist when this was written
 */
export function listFieldExtensions(
  formFields: readonly FormField[],
): FieldExtensionOptions[] {
  return [
    ...formFields.map(openFormField),
    { name: 'Secret', component: SecretField as never },
  ];
}

function openFormField(field: FormField): FieldExtensionOptions {
  const { version, name, component, validation, schema } =
    field as OpenFormField;
  if (version !== 'v1') {
    throw new TypeError(
      `A form field has the version "${version}", expected "v1"`,
    );
  }
  return { name, component, validation, schema };
}
