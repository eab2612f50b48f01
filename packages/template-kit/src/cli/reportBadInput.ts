import { findBadInputProblems } from '../fuzz';
import type { ParameterModel } from '../model';
import type { TemplateCases } from './TemplateCases';
import type { TestOptions } from './TestOptions';

/** Enough that every field meets every kind of hostile text. */
const RUNS = 80;

/** Types hostile text into every field of the form. */
export async function reportBadInput(
  cases: TemplateCases,
  { choices, base }: ParameterModel,
  { renderer, report }: TestOptions,
): Promise<void> {
  const { template } = cases;
  const first = Object.entries(choices).map(([name, [value]]) => [name, value]);
  const plain = { ...base, ...Object.fromEntries(first) };
  const title = `${template.name}: form: hostile text is refused by the name of its field, or is nothing but text`;
  const { refused, quoted, problems } = await findBadInputProblems({
    plain,
    fields: Object.keys(plain),
    runs: RUNS,
    submit: values => renderer.submit(template, values),
  });
  if (problems.length > 0) report.fail(title, problems);
  else report.pass(`${title}: ${refused} refused, ${quoted} quoted`);
}
