import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PassThrough } from 'node:stream';
import { createService, type Service } from '../createService.ts';
import { createLogger } from '../logger.ts';
{% if values.hasDatabase %}
import { createTestDatabase } from './createTestDatabase.ts';
{% endif %}
import { testConfig } from './testConfig.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

export interface TestService {
  readonly service: Service;
  readonly url: string;
  request(method: string, path: string, options?: RequestOptions): Promise<Reply>;
  /** The lines this service has logged, oldest first. */
  logged(): Record<string, unknown>[];
  close(): Promise<void>;
}

interface RequestOptions {
  readonly json?: unknown;
  readonly text?: string;
  readonly headers?: Record<string, string>;
}

/** The whole service as production runs it, on a port of its own. */
export async function startTestService(
  environment: Record<string, string> = {},
): Promise<TestService> {
{% if values.hasDatabase %}
  const database = await createTestDatabase();
{% endif %}
{% if values.hasDatabase %}
  const config = testConfig({ DATABASE_URL: database.url, ...environment });
{% else %}
  const config = testConfig(environment);
{% endif %}
  const output = new PassThrough();
{% if values.hasParts %}
  const service = await createService(config, createLogger(config, output));
{% else %}
  const service = createService(config, createLogger(config, output));
{% endif %}
  const server = service.app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const lines: string[] = [];
  output.on('data', (chunk) => lines.push(...String(chunk).trimEnd().split('\n')));

  return {
    service,
    url,
    request: (method, path, options = {}) => send(method, url + path, options),
    logged: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
{% if values.hasParts %}
      await service.close();
{% endif %}
{% if values.hasDatabase %}
      await database.drop();
{% endif %}
    },
  };
}

async function send(method: string, url: string, options: RequestOptions): Promise<Reply> {
  const body = options.json === undefined ? options.text : JSON.stringify(options.json);
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...options.headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson ? JSON.parse(text) : undefined,
  };
}
