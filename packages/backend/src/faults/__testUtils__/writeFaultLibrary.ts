import { cp, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parse, stringify } from 'yaml';

const TEMPLATES = resolve(__dirname, '../../../../../templates');

/** The templates that the portal ships. */
export const NAMES = [
  'node-service',
  'python-service',
  'gitops',
  'resource',
] as const;

interface Step {
  id: string;
  action: string;
}

/** Copies the real library, with a step behind each step that fails when a test says so. */
export async function writeFaultLibrary(folder: string): Promise<void> {
  await cp(TEMPLATES, folder, { recursive: true });
  for (const name of NAMES) {
    const file = join(folder, name, 'template.yaml');
    const template = parse(await readFile(file, 'utf8'));
    template.spec.steps = template.spec.steps.flatMap((step: Step) =>
      step.action === 'golden-path:undo' ? [step] : [step, faultAfter(step)],
    );
    await writeFile(
      file,
      stringify(template, { aliasDuplicateObjects: false }),
    );
  }
}

function faultAfter({ id }: Step) {
  return {
    id: `after-${id}`,
    name: `After ${id}`,
    action: 'test:fault',
    input: { after: id },
  };
}
