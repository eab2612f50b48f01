import { compile } from 'json-schema-to-typescript';
import { FieldSchema } from '../src/generate/Definition';
import { ApiSource } from '../src/generate/readApis';

const BANNER =
  '// Generated from crossplane/apis by `yarn workspace @notes/crossplane-types generate`. Do not edit.\n';

/** Writes the interfaces of what people write: fields with a default may be left out. */
export async function renderTypes(apis: ApiSource[]): Promise<string> {
  const parts = await Promise.all(
    apis.flatMap(({ kind, schema }) => [
      toInterface(`${kind}Spec`, schema.properties.spec),
      toInterface(`${kind}Status`, schema.properties.status),
    ]),
  );
  return [BANNER, ...parts, renderSpecs(apis)].join('\n');
}

function toInterface(name: string, schema: FieldSchema): Promise<string> {
  return compile({ ...close(schema), title: name }, name, {
    bannerComment: '',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    // Prettier formats every generated file at the end.
    format: false,
  });
}

function close({
  'x-kubernetes-validations': _rules,
  ...schema
}: FieldSchema): object {
  return {
    ...schema,
    ...(schema.items ? { items: close(schema.items) } : {}),
    ...(schema.properties
      ? {
          additionalProperties: false,
          properties: Object.fromEntries(
            Object.entries(schema.properties).map(([key, value]) => [
              key,
              close(value),
            ]),
          ),
        }
      : {}),
  };
}

function renderSpecs(apis: ApiSource[]): string {
  return [
    '/** The spec of each kind. @public */',
    'export interface ClaimSpecs {',
    ...apis.map(({ kind }) => `  ${kind}: ${kind}Spec;`),
    '}',
    '/** A kind of the platform APIs. @public */',
    'export type ClaimKind = keyof ClaimSpecs;',
    '',
  ].join('\n');
}

/** Writes the schemas as data, for validators, forms and docs. */
export function renderApis(apis: ApiSource[]): string {
  const data = apis.map(api => ({
    kind: api.kind,
    plural: api.plural,
    title: api.title,
    description: api.schema.description,
    secretKeys: api.secretKeys,
    targets: Object.keys(api.templates),
    spec: api.schema.properties.spec,
    status: api.schema.properties.status,
  }));
  return [
    BANNER,
    `import type { PlatformApi } from '../PlatformApi';`,
    '/** Every platform API with its schema. @public */',
    `export const platformApis: PlatformApi[] = ${JSON.stringify(data)};`,
    '',
  ].join('\n');
}

/** Writes one typed builder for each kind. */
export function renderBuilders(apis: ApiSource[]): string {
  return [
    BANNER,
    `import { buildClaim, Claim, ClaimOptions } from '../buildClaim';`,
    ...apis.map(({ kind, title }) =>
      [
        '',
        `/** Builds the claim of a ${title.replace(/^[A-Z](?![A-Z])/, c => c.toLowerCase())}, or throws what the API would refuse. @public */`,
        `export function build${kind}(options: ClaimOptions<'${kind}'>): Claim {`,
        `  return buildClaim('${kind}', options);`,
        '}',
      ].join('\n'),
    ),
    '',
  ].join('\n');
}
