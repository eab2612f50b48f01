import type { Request } from 'express';
import { Problem, type FieldError } from '../http/Problem.ts';
import { dereference } from './dereference.ts';
import { fieldErrors, summaryOf } from './fieldErrors.ts';
import type { OperationInput } from './Handler.ts';
import type {
  OpenApiDocument,
  Parameter,
  RequestBody,
} from './OpenApiDocument.ts';
import type { PlacedOperation } from './operations.ts';
import type { SchemaCompiler } from './SchemaCompiler.ts';

export type RequestValues = Omit<OperationInput, 'caller' | 'request'>;
export type ValidateRequest = (
  request: Request,
  body: unknown,
) => RequestValues;

interface ValidatorOptions {
  readonly document: OpenApiDocument;
  readonly parameters: SchemaCompiler;
  readonly bodies: SchemaCompiler;
}

type Check = (value: unknown, place: string) => readonly FieldError[];
const NONE: readonly FieldError[] = [];

export function createRequestValidator(
  { operation, parameters }: PlacedOperation,
  options: ValidatorOptions,
): ValidateRequest {
  const check = {
    path: parameterCheck(parameters, 'path', options.parameters),
    query: parameterCheck(parameters, 'query', options.parameters),
    header: parameterCheck(parameters, 'header', options.parameters),
    body: bodyCheck(operation.requestBody, options),
  };
  const headerNames = parameters
    .filter(one => one.in === 'header')
    .map(one => one.name);

  return (request, body) => {
    const input = {
      path: { ...request.params },
      query: { ...request.query },
      header: headersOf(headerNames, request),
      body,
    };
    refuse(
      check.path(input.path, 'path'),
      check.query(input.query, 'query'),
      check.header(input.header, 'header'),
      body === undefined ? NONE : check.body(request)(body, 'body'),
    );
    return input;
  };
}

function refuse(...found: (readonly FieldError[])[]): void {
  if (found.every(one => one.length === 0)) return;
  const errors = found.flat();
  throw new Problem(400, summaryOf(errors), { errors });
}

function parameterCheck(
  parameters: readonly Parameter[],
  place: Parameter['in'],
  compiler: SchemaCompiler,
): Check {
  const here = parameters.filter(parameter => parameter.in === place);
  if (here.length === 0 && place !== 'query') return () => NONE;
  return checkWith(compiler, {
    type: 'object',
    properties: Object.fromEntries(
      here.map(one => [one.name, one.schema ?? {}]),
    ),
    required: here.filter(one => one.required).map(one => one.name),
    additionalProperties: false,
  });
}

function bodyCheck(
  requestBody: PlacedOperation['operation']['requestBody'],
  { bodies, document }: ValidatorOptions,
): (request: Request) => Check {
  if (!requestBody) return () => () => NONE;
  const { content } = dereference<RequestBody>(document, requestBody);
  const checks = new Map(
    Object.entries(content).map(([type, { schema }]) => [
      type,
      schema ? checkWith(bodies, schema) : () => NONE,
    ]),
  );
  const [only] = checks.size === 1 ? checks.values() : [];
  const types = [...checks.keys()];
  return request => only ?? checks.get(request.is(types) || '') ?? (() => NONE);
}

function checkWith(compiler: SchemaCompiler, schema: object): Check {
  const failures = compiler.lazily(schema);
  return (value, place) => {
    const failed = failures(value);
    return failed ? fieldErrors(failed.errors ?? [], place) : NONE;
  };
}

function headersOf(
  names: readonly string[],
  request: Request,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const name of names) {
    const value = request.get(name);
    if (value !== undefined) values[name] = value;
  }
  return values;
}
