import {
  operationsOf,
  type OpenApiDocument,
  type PlacedOperation,
} from '@notes/service-kit';

/** The operation that answers a path with real values, the one with most fixed words first. */
export function findOperation(
  document: OpenApiDocument,
  method: string,
  path: string,
): PlacedOperation | undefined {
  return operationsOf(document)
    .filter(
      one =>
        one.method === method.toLowerCase() && patternOf(one.path).test(path),
    )
    .sort((a, b) => countParameters(a.path) - countParameters(b.path))[0];
}

/** The values of the parameters in a path. */
export function pathValues(
  template: string,
  path: string,
): Record<string, string> {
  return { ...patternOf(template).exec(path)?.groups };
}

function patternOf(template: string): RegExp {
  const pattern = template.replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${pattern}$`);
}

function countParameters(template: string): number {
  return template.split('{').length;
}
