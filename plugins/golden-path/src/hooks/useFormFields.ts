import { useApi } from '@backstage/frontend-plugin-api';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import useAsync from 'react-use/esm/useAsync';
import { type FormFieldNames, readFormFields } from '../lib/readFormFields';

/** What the form of a template calls its answers; empty when the form cannot be read, undefined until then. */
export function useFormFields(
  templateRef: string,
): Map<string, FormFieldNames> | undefined {
  const scaffolderApi = useApi(scaffolderApiRef);
  const { value, error } = useAsync(async () => {
    const { steps } =
      await scaffolderApi.getTemplateParameterSchema(templateRef);
    return readFormFields(steps.map(({ schema }) => schema));
  }, [scaffolderApi, templateRef]);
  // A plan can be read without the words of its form.
  return error ? new Map() : value;
}
