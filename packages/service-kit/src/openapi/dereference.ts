import type { OpenApiDocument, Reference } from './OpenApiDocument.ts';

/** What a reference of the document stands for; anything else stands for itself. */
export function dereference<T extends object>(
  document: OpenApiDocument,
  value: T | Reference,
): T {
  if (!('$ref' in value)) return value;
  const { $ref } = value;
  let found: unknown = document;
  for (const part of partsOf($ref)) {
    found = (found as Record<string, unknown> | undefined)?.[part];
  }
  if (typeof found !== 'object' || found === null) {
    throw new Error(
      `the OpenAPI document refers to ${$ref}, which it does not define`,
    );
  }
  return dereference(document, found as T | Reference);
}

function partsOf(reference: string): string[] {
  if (!reference.startsWith('#/')) return [reference];
  return reference
    .slice(2)
    .split('/')
    .map(part => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
