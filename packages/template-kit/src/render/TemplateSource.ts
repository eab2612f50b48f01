import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { parse } from 'yaml';

/** A template on disk: its entity and every file beside it. */
export interface TemplateSource {
  /** The name of its folder, which is the name of the template. */
  name: string;
  folder: string;
  entity: TemplateEntityV1beta3;
  files: { path: string; content: Buffer }[];
}

/** Reads a template from its folder; an error names what is missing. */
export function readTemplateSource(folder: string): TemplateSource {
  const file = join(folder, 'template.yaml');
  if (!existsSync(file)) {
    throw new Error(`${folder} holds no template.yaml`);
  }
  const entity = parse(readFileSync(file, 'utf8')) as TemplateEntityV1beta3;
  if (entity?.kind !== 'Template' || !entity.spec?.steps) {
    throw new Error(`${file} is no template: expected kind Template and steps`);
  }
  const paths = (readdirSync(folder, { recursive: true }) as string[]).filter(
    path => statSync(join(folder, path)).isFile(),
  );
  return {
    name: basename(folder),
    folder,
    entity,
    files: paths.map(path => ({
      path,
      content: readFileSync(join(folder, path)),
    })),
  };
}
