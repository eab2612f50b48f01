import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '../logger.ts';
import { createMetrics } from '../metrics.ts';
import { Readiness } from '../readiness.ts';
import { testConfig } from '../testing/testConfig.ts';
import { createApp } from './createApp.ts';
import { mountOperations } from './mountOperations.ts';
import { loadOpenApi, resolveParameter, type OpenApiDocument } from './openapi.ts';

const document: OpenApiDocument = {
  openapi: '3.1.0',
  paths: { '/broken': { get: { operationId: 'breakDown' } } },
  components: { parameters: {}, schemas: {} },
};

describe('a failure inside the service', () => {
  it('is logged in full and shown to nobody', async () => {
    const output = new PassThrough();
    const config = testConfig();
    const logger = createLogger(config, output);
    const handlers = { breakDown: () => Promise.reject(new Error('the secret inner reason')) };
    const metrics = createMetrics(config);
    const readiness = new Readiness(logger);
    const app = createApp({ config, logger, metrics, readiness, document, handlers });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');

    const { port } = server.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/broken`);
    const body = await response.text();
    server.close();

    expect(response.status).toBe(500);
    expect(body).toContain('The service could not answer this request.');
    expect(body).not.toContain('secret inner reason');
    expect(String(output.read())).toContain('the secret inner reason');
  });
});

describe('mounting operations', () => {
  it('refuses an operation without a handler', () => {
    expect(() => mountOperations(document, {})).toThrow('operation "breakDown" has no handler');
  });

  it('refuses a handler without an operation', () => {
    const handler = () => Promise.resolve({ status: 204 });
    const handlers = { breakDown: handler, leftOver: handler };
    expect(() => mountOperations(document, handlers)).toThrow('has no operation leftOver');
  });

  it('refuses a reference to a parameter that is not defined', () => {
    const missing = { $ref: '#/components/parameters/Missing' };
    expect(() => resolveParameter(loadOpenApi(), missing)).toThrow('does not define');
  });
});
