import type { IRouter, RequestHandler } from 'express';
import { Problem } from '../http/Problem.ts';
import { setRoute } from '../http/setRoute.ts';
import type { Authenticate } from '../identity/createAuthenticator.ts';
import { createOperation } from './createOperation.ts';
import type { Handler } from './Handler.ts';
import type { OpenApiDocument } from './OpenApiDocument.ts';
import { operationsOf, type PlacedOperation } from './operations.ts';
import { SchemaCompiler } from './SchemaCompiler.ts';

export interface MountOptions {
  readonly router: IRouter;
  readonly document: OpenApiDocument;
  readonly handlers: Readonly<Record<string, Handler>>;
  readonly authenticate: Authenticate;
  readonly bodyLimit: number;
  /** Refuses to send what openapi.yaml does not tell of; meant for tests. */
  readonly checkAnswers: boolean;
}

/** Gives each operation of the document its handler; a missing or left-over handler stops the start. */
export function mountOperations(options: MountOptions): void {
  const { document, handlers, router } = options;
  const operations = operationsOf(document);
  refuseMismatch(operations, handlers);

  const compilers = {
    parameters: new SchemaCompiler(document, { coerce: true }),
    bodies: new SchemaCompiler(document, { coerce: false }),
  };
  const byPath = Map.groupBy(operations, one => one.path);
  for (const [path, here] of [...byPath].sort(concreteFirst)) {
    const route = path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const placed of here) {
      const handler = handlers[placed.operation.operationId] as Handler;
      router[placed.method](
        route,
        createOperation(placed, { ...options, ...compilers, handler }),
      );
    }
    router.all(route, refuseMethod(path, here));
  }
}

function refuseMismatch(
  operations: readonly PlacedOperation[],
  handlers: Readonly<Record<string, Handler>>,
): void {
  const named = new Set(operations.map(one => one.operation.operationId));
  const missing = [...named].filter(id => !handlers[id]);
  if (missing.length > 0)
    throw new Error(`no handler for the operations ${missing.join(', ')}`);
  const unused = Object.keys(handlers).filter(id => !named.has(id));
  if (unused.length > 0)
    throw new Error(`openapi.yaml has no operation ${unused.join(', ')}`);
}

/** OpenAPI matches /notes/trash before /notes/{noteId}, wherever they stand. */
function concreteFirst([a]: [string, unknown], [b]: [string, unknown]): number {
  const shape = (path: string) => path.replaceAll(/\{\w+\}/g, '\u{10FFFF}');
  return shape(a) < shape(b) ? -1 : 1;
}

function refuseMethod(
  path: string,
  here: readonly PlacedOperation[],
): RequestHandler {
  const methods = here.map(({ method }) => method.toUpperCase());
  if (methods.includes('GET')) methods.push('HEAD');
  const allowed = [...methods, 'OPTIONS'].join(', ');
  return (request, response) => {
    setRoute(response, path);
    if (request.method === 'OPTIONS') {
      response.status(204).setHeader('Allow', allowed).end();
      return;
    }
    const detail = `${request.method} is not possible here: expected ${allowed}.`;
    throw new Problem(405, detail, { headers: { Allow: allowed } });
  };
}
