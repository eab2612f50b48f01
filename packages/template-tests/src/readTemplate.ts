import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';

/** The library that all templates and their shared parts lie in. */
export const TEMPLATES = resolvePackagePath(
  '@notes/template-tests',
  '../../templates',
);

/** A template as the scaffolder gets it: its entity and every file beside it. */
export type TemplateSource = {
  entity: Entity;
  text: string;
  files: { path: string; content: Buffer }[];
};

/** One page of a template's form, as JSON schema. */
export type ParameterPage = {
  title: string;
  required?: string[];
  properties: Record<string, object>;
};

export function templateFolder(name: string): string {
  return join(TEMPLATES, name);
}

export function parameterPagesOf(template: TemplateSource): ParameterPage[] {
  return (template.entity.spec as { parameters: ParameterPage[] }).parameters;
}

/** The pages that every service template shows. */
export function readSharedPages(): ParameterPage[] {
  const file = join(TEMPLATES, '_shared/parameters/service.yaml');
  return parse(readFileSync(file, 'utf8'));
}

export function readTemplate(name: string): TemplateSource {
  const folder = templateFolder(name);
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
