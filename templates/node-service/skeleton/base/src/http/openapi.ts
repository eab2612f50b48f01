import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: object;
}

type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export interface Operation {
  readonly operationId: string;
  readonly security?: readonly SecurityRequirement[];
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly requestBody?: {
    readonly content: Record<string, { readonly schema: object }>;
  };
}

export interface OpenApiDocument {
  readonly openapi: string;
  readonly security?: readonly SecurityRequirement[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly parameters: Record<string, Parameter>;
    readonly schemas: Record<string, object>;
  };
}

/** openapi.yaml is the source: routes and validation are built from it, so neither can drift away. */
export function loadOpenApi(): OpenApiDocument {
  const file = new URL('../../openapi.yaml', import.meta.url);
  return parse(readFileSync(file, 'utf8')) as OpenApiDocument;
}

export function resolveParameter(
  document: OpenApiDocument,
  parameter: Parameter | { readonly $ref: string },
): Parameter {
  if (!('$ref' in parameter)) return parameter;
  const name = parameter.$ref.replace('#/components/parameters/', '');
  const found = document.components.parameters[name];
  if (!found) throw new Error(`openapi.yaml refers to ${parameter.$ref}, which it does not define`);
  return found;
}

/** The scopes that a token needs for the operation, as openapi.yaml names them beside its security scheme. */
export function scopesOf(document: OpenApiDocument, operation: Operation): readonly string[] {
  const requirements = operation.security ?? document.security ?? [];
  return requirements.flatMap((requirement) => Object.values(requirement).flat());
}
