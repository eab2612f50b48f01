import { dereference } from './dereference.ts';
import type {
  OpenApiDocument,
  Operation,
  Parameter,
  PathItem,
  Reference,
} from './OpenApiDocument.ts';

export const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
export type Method = (typeof METHODS)[number];

export interface PlacedOperation {
  readonly path: string;
  readonly method: Method;
  readonly operation: Operation;
  readonly parameters: readonly Parameter[];
}

/** Each operation with the parameters that it shares with its path. */
export function operationsOf(document: OpenApiDocument): PlacedOperation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.filter(method => item[method] !== undefined).map(method => {
      const operation = item[method] as Operation;
      const parameters = parametersOf(document, item, operation);
      return { path, method, operation, parameters };
    }),
  );
}

/** A parameter of the operation takes the place of one that the path declares for all its operations. */
function parametersOf(
  document: OpenApiDocument,
  item: PathItem,
  operation: Operation,
): Parameter[] {
  const all: (Parameter | Reference)[] = [
    ...(item.parameters ?? []),
    ...(operation.parameters ?? []),
  ];
  const byPlace = new Map(
    all.map(one => {
      const parameter = dereference<Parameter>(document, one);
      return [`${parameter.in} ${parameter.name}`, parameter];
    }),
  );
  return [...byPlace.values()];
}
