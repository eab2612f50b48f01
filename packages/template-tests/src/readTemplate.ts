import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';

const TEMPLATES = resolvePackagePath(
  '@notes/template-tests',
  '../../templates',
);

/** A template as the scaffolder gets it: its entity and every file beside it. */
export type TemplateSource = {
  entity: Entity;
  text: string;
  files: { path: string; content: Buffer }[];
};

export function readTemplate(name: string): TemplateSource {
  const folder = join(TEMPLATES, name);
  const text = readFileSync(join(folder, 'template.yaml'), 'utf8');
  const paths = (readdirSync(folder, { recursive: true }) as string[]).filter(
    path => statSync(join(folder, path)).isFile(),
  );
  return {
    entity: parse(text),
    text,
    files: paths.map(path => ({
      path,
      content: readFileSync(join(folder, path)),
    })),
  };
}
