export interface Reference {
  readonly $ref: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required?: boolean;
  readonly schema?: object;
}

export interface MediaType {
  readonly schema?: object;
}

export interface RequestBody {
  readonly required?: boolean;
  readonly content: Readonly<Record<string, MediaType>>;
}

export interface Header {
  readonly required?: boolean;
  readonly schema?: object;
}

export interface Answer {
  readonly headers?: Readonly<Record<string, Header | Reference>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}

export type SecurityRequirement = Readonly<Record<string, readonly string[]>>;

export interface Operation {
  readonly operationId: string;
  readonly tags?: readonly string[];
  readonly security?: readonly SecurityRequirement[];
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly requestBody?: RequestBody | Reference;
  readonly responses: Readonly<Record<string, Answer | Reference>>;
}

export interface PathItem {
  readonly parameters?: readonly (Parameter | Reference)[];
  readonly [method: string]: unknown;
}

export type Components = Readonly<
  Record<string, Readonly<Record<string, object>>>
>;

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: Readonly<{ title: string; version: string }>;
  readonly security?: readonly SecurityRequirement[];
  readonly tags?: readonly Readonly<{ name: string }>[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components?: Components;
}
