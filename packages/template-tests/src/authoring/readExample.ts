import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parse } from 'yaml';
import type { TemplateSource } from '../readTemplate';

/** The pages about golden paths. */
export const DOCS = resolvePackagePath(
  '@notes/template-tests',
  '../../docs/golden-path',
);

/** Where the template that the authoring guide shows lies. */
export const EXAMPLES = resolvePackagePath(
  '@notes/template-tests',
  '__fixtures__',
);

/** That template, as the scaffolder gets it. */
export function readExample(name: string): TemplateSource {
  const folder = join(EXAMPLES, name);
  const text = readFileSync(join(folder, 'template.yaml'), 'utf8');
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .filter(path => statSync(join(folder, path)).isFile())
    .map(path => ({ path, content: readFileSync(join(folder, path)) }));
  return { entity: parse(text), text, files };
}
