import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Request } from 'express';
import { Problem, type FieldError } from './problem.ts';
import {
  resolveParameter,
  type OpenApiDocument,
  type Operation,
  type Parameter,
} from './openapi.ts';

/** What a request brings: every value has the type and the bounds that openapi.yaml gives it. */
export interface OperationInput {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly header: Record<string, unknown>;
  readonly body: unknown;
}

export type ValidateRequest = (request: Request) => OperationInput;
type Place = Parameter['in'];

const JSON_TYPE = 'application/json';

/** OpenAPI 3.1 schemas are JSON Schema 2020-12, so Ajv reads them as they stand. */
export function createRequestValidator(
  document: OpenApiDocument,
  operation: Operation,
): ValidateRequest {
  const parameters = (operation.parameters ?? []).map((one) => resolveParameter(document, one));
  const validators = {
    path: parameterValidator(document, parameters, 'path'),
    query: parameterValidator(document, parameters, 'query'),
    header: parameterValidator(document, parameters, 'header'),
  };
  const bodySchema = operation.requestBody?.content[JSON_TYPE]?.schema;
  const body = bodySchema && compile(document, bodySchema, { coerceTypes: false });

  return (request) => {
    const input = {
      path: { ...request.params },
      query: { ...request.query },
      header: headersNamedBy(parameters, request),
      body: body ? (request.body as unknown) : undefined,
    };
    if (body && !request.is(JSON_TYPE)) {
      throw new Problem(415, `The request body must be sent with content-type ${JSON_TYPE}.`);
    }
    const errors = [
      ...check(validators.path, input.path, 'path'),
      ...check(validators.query, input.query, 'query'),
      ...check(validators.header, input.header, 'header'),
      ...(body ? check(body, input.body, 'body') : []),
    ];
    if (errors.length > 0) throw new Problem(400, summaryOf(errors), { errors });
    return input;
  };
}

function parameterValidator(
  document: OpenApiDocument,
  parameters: readonly Parameter[],
  place: Place,
): ValidateFunction {
  const here = parameters.filter((parameter) => parameter.in === place);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(here.map((one) => [one.name, one.schema])),
    required: here.filter((one) => one.required).map((one) => one.name),
    additionalProperties: false,
  };
  return compile(document, schema, { coerceTypes: true });
}

function compile(
  document: OpenApiDocument,
  schema: object,
  options: { coerceTypes: boolean },
): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, useDefaults: true, ...options });
  formats.default(ajv);
  for (const [name, shared] of Object.entries(document.components.schemas)) {
    ajv.addSchema(withNamedReferences(shared), name);
  }
  return ajv.compile(withNamedReferences(schema));
}

/** Each shared schema is registered under its name, so a reference is that name. */
function withNamedReferences(schema: object): object {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/components/schemas/', '"$ref":"');
  return JSON.parse(text) as object;
}

function headersNamedBy(
  parameters: readonly Parameter[],
  request: Request,
): Record<string, unknown> {
  const names = parameters.filter((one) => one.in === 'header').map((one) => one.name);
  return Object.fromEntries(
    names
      .map((name) => [name, request.get(name)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function check(validate: ValidateFunction, value: unknown, place: string): FieldError[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => ({
    in: place,
    field: fieldOf(error, place),
    message: messageOf(error),
  }));
}

function fieldOf(error: ErrorObject, place: string): string {
  const { missingProperty, additionalProperty } = error.params as Record<
    string,
    string | undefined
  >;
  const child = missingProperty ?? additionalProperty;
  const pointer = child === undefined ? error.instancePath : `${error.instancePath}/${child}`;
  return place === 'body' ? pointer || '/' : pointer.slice(1);
}

function messageOf(error: ErrorObject): string {
  const { allowedValues } = error.params as { allowedValues?: readonly unknown[] };
  if (allowedValues) return `must be one of ${allowedValues.map(String).join(', ')}`;
  if (error.keyword === 'additionalProperties') return 'is not known';
  if (error.keyword === 'required') return 'is required';
  return error.message ?? 'is not valid';
}

function summaryOf(errors: readonly FieldError[]): string {
  return errors.map((error) => `${error.in} ${error.field} ${error.message}`).join('; ');
}
