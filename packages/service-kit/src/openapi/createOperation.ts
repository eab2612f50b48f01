import type { Request, RequestHandler } from 'express';
import { setRoute } from '../http/setRoute.ts';
import {
  anonymous,
  requirePermissions,
  type Caller,
} from '../identity/Caller.ts';
import type { Authenticate } from '../identity/createAuthenticator.ts';
import { IDENTITY_HEADER } from '../identity/identity.ts';
import { currentScope } from '../telemetry/requestScope.ts';
import { accessOf, type Access } from './accessOf.ts';
import { createAnswerChecker } from './checkAnswer.ts';
import { createRequestValidator } from './createRequestValidator.ts';
import { dereference } from './dereference.ts';
import type { Handler } from './Handler.ts';
import type { OpenApiDocument, RequestBody } from './OpenApiDocument.ts';
import type { PlacedOperation } from './operations.ts';
import { refuseOpenBodies } from './refuseOpenBodies.ts';
import { createBodyReader, type ReadBody } from './readBody.ts';
import type { SchemaCompiler } from './SchemaCompiler.ts';
import { sendResult } from './sendResult.ts';

export interface OperationOptions {
  readonly document: OpenApiDocument;
  readonly parameters: SchemaCompiler;
  readonly bodies: SchemaCompiler;
  readonly handler: Handler;
  readonly authenticate: Authenticate;
  readonly bodyLimit: number;
  readonly checkAnswers: boolean;
}

/**
 * One operation: who asks, may they, what do they send, is it right, then the handler. Strangers are refused
 * before a byte of their body is read.
 */
export function createOperation(
  placed: PlacedOperation,
  options: OperationOptions,
): RequestHandler {
  const { authenticate, bodies, document, handler, parameters } = options;
  const { operation, path } = placed;
  const access = accessOf(document, operation);
  refuseOpenBodies(placed, document);
  const readBody = bodyReaderOf(placed, options);
  const validate = createRequestValidator(placed, options);
  const check = options.checkAnswers
    ? createAnswerChecker(operation, document, { bodies, headers: parameters })
    : undefined;

  return async (request, response) => {
    setRoute(response, path);
    if (check) response.locals.checkAnswer = check;
    const caller = await callerOf(request, access, authenticate);
    requirePermissions(caller, access.permissions);
    const body = readBody ? await readBody(request) : undefined;
    const { header, path: inPath, query } = validate(request, body);
    const result = await handler({
      path: inPath,
      query,
      header,
      body,
      caller,
      request,
    });
    check?.({ headers: {}, body: undefined, ...result });
    await sendResult(response, result);
  };
}

function callerOf(
  request: Request,
  { identity }: Access,
  authenticate: Authenticate,
): Promise<Caller> | Caller {
  const unknown =
    identity === 'none' ||
    (identity === 'optional' && request.headers[IDENTITY_HEADER] === undefined);
  if (unknown) return anonymous(currentScope()?.requestId ?? '');
  return authenticate(request);
}

function bodyReaderOf(
  { operation }: PlacedOperation,
  { bodyLimit, document }: OperationOptions,
): ReadBody | undefined {
  if (!operation.requestBody) return undefined;
  const { content, required = false } = dereference<RequestBody>(
    document,
    operation.requestBody,
  );
  return createBodyReader(Object.keys(content), { limit: bodyLimit, required });
}
