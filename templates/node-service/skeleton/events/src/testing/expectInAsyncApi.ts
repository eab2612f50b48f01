import { readFileSync } from 'node:fs';
import { expect } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { parse } from 'yaml';

/** Holds an event to the document that other teams build on. */
export function expectInAsyncApi(schemaName: string, value: unknown): void {
  const document = parse(
    readFileSync(new URL('../../asyncapi.yaml', import.meta.url), 'utf8'),
  ) as object;
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  formats.default(ajv);
  ajv.addSchema(document, 'asyncapi', undefined, false);
  const validate = ajv.compile({ $ref: `asyncapi#/components/schemas/${schemaName}` });
  validate(JSON.parse(JSON.stringify(value)));
  expect(validate.errors ?? []).toEqual([]);
}
