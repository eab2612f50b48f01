import { isDeepStrictEqual } from 'node:util';
import type {
  OpenApiDocument,
  Operation,
  PathItem,
  SecurityRequirement,
} from './OpenApiDocument.ts';
import { METHODS } from './operations.ts';

export interface MergeOptions {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly servers?: readonly Readonly<{ url: string }>[];
  /** The documents by the name of their service. */
  readonly documents: Readonly<Record<string, OpenApiDocument>>;
}

type Json = Record<string, unknown>;
type Kinds = Record<string, Json>;

/** What callers from outside send instead of the identity that the gateway makes of it. */
const BEARER = { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' };

/**
 * One document for all services behind a gateway. Components that differ under one name get the name of their
 * service before it; a path that two services claim is an error.
 */
export function mergeOpenApi(options: MergeOptions): OpenApiDocument {
  const paths: Record<string, PathItem> = {};
  const components: Kinds = { securitySchemes: { bearer: BEARER } };
  const operationIds = new Set<string>();

  for (const [service, document] of Object.entries(options.documents)) {
    const renamed = addComponents(components, service, document);
    for (const [path, item] of Object.entries(document.paths)) {
      if (paths[path]) throw new Error(`${service} has ${path} too`);
      const outside = outsidePath(item, service, { document, operationIds });
      paths[path] = withReferences(outside, renamed) as PathItem;
    }
  }
  const { description, servers, title, version } = options;
  return {
    openapi: '3.1.0',
    info: { title, version, ...(description ? { description } : {}) },
    ...(servers ? { servers } : {}),
    tags: Object.keys(options.documents).map(name => ({ name })),
    paths,
    components,
  } as OpenApiDocument;
}

/** Adds what the document defines and answers which references have to change. */
function addComponents(
  all: Kinds,
  service: string,
  document: OpenApiDocument,
): ReadonlyMap<string, string> {
  const own = Object.entries(document.components ?? {})
    .filter(([kind]) => kind !== 'securitySchemes')
    .flatMap(([kind, entries]) =>
      Object.entries(entries).map(([name, value]) => ({ kind, name, value })),
    );
  const renamed = new Map<string, string>();
  const rename = ({ kind, name }: { kind: string; name: string }) =>
    renamed.set(
      `#/components/${kind}/${name}`,
      `#/components/${kind}/${service}.${name}`,
    );
  for (const one of own) {
    const existing = all[one.kind]?.[one.name];
    if (existing !== undefined && !isDeepStrictEqual(existing, one.value))
      rename(one);
  }
  // What looks the same is not the same when it refers to something that differs.
  for (let before = -1; before !== renamed.size;) {
    before = renamed.size;
    for (const one of own) {
      const moved = !isDeepStrictEqual(
        withReferences(one.value, renamed),
        one.value,
      );
      if (moved && all[one.kind]?.[one.name] !== undefined) rename(one);
    }
  }
  for (const { kind, name, value } of own) {
    const to = renamed.get(`#/components/${kind}/${name}`);
    const target = (all[kind] ??= {});
    target[to?.split('/').at(-1) ?? name] = withReferences(value, renamed);
  }
  return renamed;
}

interface Outside {
  readonly document: OpenApiDocument;
  readonly operationIds: Set<string>;
}

function outsidePath(
  item: PathItem,
  service: string,
  { document, operationIds }: Outside,
): PathItem {
  const changed: Json = { ...item };
  for (const method of METHODS) {
    const operation = item[method] as Operation | undefined;
    if (!operation) continue;
    const { operationId } = operation;
    const id = operationIds.has(operationId)
      ? `${service}.${operationId}`
      : operationId;
    operationIds.add(id);
    changed[method] = {
      ...operation,
      operationId: id,
      tags: [service],
      security: outsideSecurity(operation.security ?? document.security ?? []),
    };
  }
  return changed;
}

function outsideSecurity(
  requirements: readonly SecurityRequirement[],
): SecurityRequirement[] {
  return requirements.map(({ identity, ...others }) =>
    identity ? { ...others, bearer: identity } : others,
  );
}

function withReferences(
  value: unknown,
  renamed: ReadonlyMap<string, string>,
): unknown {
  if (renamed.size === 0) return value;
  if (Array.isArray(value))
    return value.map(one => withReferences(one, renamed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === '$ref' && typeof child === 'string'
        ? (renamed.get(child) ?? child)
        : withReferences(child, renamed),
    ]),
  );
}
