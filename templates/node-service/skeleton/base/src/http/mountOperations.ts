import { Router, type RequestHandler } from 'express';
import { requireScopes, type Caller } from './Caller.ts';
import { createRequestValidator, type OperationInput } from './createRequestValidator.ts';
import { scopesOf, type OpenApiDocument } from './openapi.ts';
import { Problem } from './problem.ts';
import { setRoute } from './setRoute.ts';

export interface OperationResult {
  readonly status: number;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

export interface OperationCall extends OperationInput {
  readonly caller: Caller;
}

export type OperationHandler = (call: OperationCall) => Promise<OperationResult>;
type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Gives each operation of the document its handler; a missing or left-over handler stops the start. */
export function mountOperations(
  document: OpenApiDocument,
  handlers: Record<string, OperationHandler>,
): Router {
  const router = Router();
  const unused = new Set(Object.keys(handlers));

  for (const [path, operations] of Object.entries(document.paths)) {
    const route = path.replaceAll(/\{(\w+)\}/g, ':$1');
    for (const [method, operation] of Object.entries(operations)) {
      const handler = handlers[operation.operationId];
      if (!handler) throw new Error(`operation "${operation.operationId}" has no handler`);
      unused.delete(operation.operationId);

      const validate = createRequestValidator(document, operation);
      const scopes = scopesOf(document, operation);
      router[method as Method](route, async (request, response) => {
        setRoute(request, response, path);
        const caller = response.locals.caller as Caller;
        requireScopes(caller, scopes);
        const result = await handler({ ...validate(request), caller });
        response.status(result.status).set(result.headers ?? {});
        if (result.body === undefined) response.end();
        else response.json(result.body);
      });
    }
    router.all(route, refuseMethod(path, Object.keys(operations)));
  }
  if (unused.size > 0) throw new Error(`openapi.yaml has no operation ${[...unused].join(', ')}`);
  return router;
}

function refuseMethod(path: string, methods: readonly string[]): RequestHandler {
  const allowed = methods.map((method) => method.toUpperCase()).join(', ');
  return (request, response) => {
    setRoute(request, response, path);
    const detail = `${request.method} is not possible here: expected ${allowed}.`;
    throw new Problem(405, detail, { headers: { Allow: allowed } });
  };
}
