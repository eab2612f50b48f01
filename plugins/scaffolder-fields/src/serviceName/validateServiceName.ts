import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { createNameApis } from './createNameApis';
import { describeNameProblem } from './describeNameProblem';
import { findNameConflicts } from './findNameConflicts';
import { readNameQuestion } from './readNameQuestion';

/** Options a template may give below `ui:options`. */
export interface ServiceNameOptions {
  /** The namespace of the repository when the form has no `repoOwner`. */
  repoOwner?: string;
  /** The language of the template: it has reserved names of its own. */
  language?: string;
}

/** Stops "Next" as long as the name is malformed, taken, or cannot be checked. */
export const validateServiceName: CustomFieldValidator<
  string,
  ServiceNameOptions
> = async (name, field, { apiHolder, formData, uiSchema }) => {
  const options = uiSchema?.['ui:options'];
  const problem = describeNameProblem(name ?? '', options?.language);
  if (problem) {
    field.addError(problem);
    return;
  }
  const question = readNameQuestion(
    name,
    formData as Record<string, unknown>,
    options,
  );
  try {
    const conflicts = await findNameConflicts(
      question,
      createNameApis(apiHolder),
    );
    for (const { text } of conflicts) {
      field.addError(`${text} Choose another name.`);
    }
  } catch {
    field.addError(
      `Whether "${name}" is free could not be checked. Try again in a moment; nothing you entered is lost.`,
    );
  }
};
