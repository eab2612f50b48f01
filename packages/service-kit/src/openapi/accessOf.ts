import type { OpenApiDocument, Operation } from './OpenApiDocument.ts';

export interface Access {
  /** `none` looks at no identity; `optional` takes one that is there. */
  readonly identity: 'none' | 'optional' | 'required';
  readonly permissions: readonly string[];
}

/** Who may call the operation, as openapi.yaml says beside its security scheme. */
export function accessOf(
  document: OpenApiDocument,
  operation: Operation,
): Access {
  const requirements = operation.security ?? document.security;
  if (!requirements) {
    throw new Error(
      `operation "${operation.operationId}" has no security: say [] when it is open to everyone`,
    );
  }
  if (requirements.length === 0) return { identity: 'none', permissions: [] };
  if (requirements.some(one => Object.keys(one).length === 0))
    return { identity: 'optional', permissions: [] };
  const permissions = requirements.flatMap(one => Object.values(one).flat());
  return { identity: 'required', permissions };
}
