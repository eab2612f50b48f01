import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { OpenApiDocument } from './OpenApiDocument.ts';

/** openapi.yaml is the source: routes and validation are built from it, so neither can drift away. */
export function loadOpenApi(file: URL): OpenApiDocument {
  const document = parse(readFileSync(file, 'utf8')) as OpenApiDocument;
  if (!document.openapi.startsWith('3.1.')) {
    throw new Error(
      `${file.href} has OpenAPI ${document.openapi}, expected 3.1`,
    );
  }
  return document;
}
