import { expect } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { loadOpenApi } from '../http/openapi.ts';

/** Holds the service to its own document: what it sends must match the schema it promises. */
export function expectDocumented(schemaName: string, value: unknown): void {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  ajv.addSchema(loadOpenApi(), 'openapi', undefined, false);
  const validate = ajv.compile({ $ref: `openapi#/components/schemas/${schemaName}` });
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}
