import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../testing/startTestService.ts';

const LARGE = JSON.stringify({ name: 'x'.repeat(2000) });

describe('the HTTP edge', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService({ RATE_LIMIT_PER_MINUTE: '13', BODY_LIMIT_BYTES: '1024' });
  });
  afterAll(() => service.close());

  it.each(['/health', '/health/live'])('answers %s with {"status":"ok"}', async (path) => {
    const reply = await service.request('GET', path);
    expect(reply.status).toBe(200);
    expect(reply.text).toBe('{"status":"ok"}');
  });

  it.each(['/ready', '/health/ready'])('answers %s with {"status":"ready"}', async (path) => {
    const reply = await service.request('GET', path);
    expect(reply.status).toBe(200);
    expect(reply.text).toBe('{"status":"ready"}');
  });

  it('publishes its OpenAPI document', async () => {
    const reply = await service.request('GET', '/openapi.json');
    expect(reply.body).toMatchObject({ openapi: '3.1.0', paths: { '/v1/items': {} } });
  });

  it('measures requests by route template, not by path', async () => {
    await service.request('GET', '/v1/items/not-an-id');
    await service.request('GET', '/nowhere/at/all');
    const { text } = await service.request('GET', '/metrics');
    expect(text).toContain('http_route="/v1/items/{itemId}",http_response_status_code="400"');
    expect(text).toContain('http_route="unmatched",http_response_status_code="404"');
    expect(text).not.toContain('not-an-id');
    expect(text).toContain('http_server_active_requests 1');
    expect(text).toMatch(/^service_info\{service_name="[\w-]+",service_version="0\.1\.0"\} 1$/m);
    for (const name of ['process_cpu_seconds_total', 'process_resident_memory_bytes']) {
      expect(text).toContain(name);
    }
    expect(text).toContain('nodejs_eventloop_lag_p99_seconds');
{% if values.produces and values.hasDatabase %}
    expect(text).toContain('outbox_pending_messages 0');
{% endif %}
  });

  it('keeps a given request id, and replaces one that is not safe to log', async () => {
    const given = await service.request('GET', '/v1/items', {
      headers: { 'x-request-id': 'caller-1234' },
    });
    expect(given.headers.get('x-request-id')).toBe('caller-1234');
    const unsafe = await service.request('GET', '/v1/items', {
      headers: { 'x-request-id': 'a b"}' },
    });
    expect(unsafe.headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
  });

  it('logs each request as one line with its id, without credentials', async () => {
    await service.request('GET', '/v1/items?limit=1', {
      headers: {
        'x-request-id': 'logged-1234',
        authorization: 'Bearer secret-token',
      },
    });
    const lines = service.logged().filter((line) => JSON.stringify(line).includes('logged-1234'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'info',
      'service.name': '${{ values.name }}',
      req: { id: 'logged-1234', method: 'GET', url: '/v1/items?limit=1' },
      res: { statusCode: 200 },
    });
    expect(JSON.stringify(service.logged())).not.toContain('secret-token');
  });

  it('sets security headers and does not tell what it runs on', async () => {
    const { headers } = await service.request('GET', '/health');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it.each([
    { reason: 'malformed JSON', text: '{"name":', type: 'application/json', status: 400 },
    { reason: 'another content type', text: 'name=a', type: 'text/plain', status: 415 },
    { reason: 'a large body', text: LARGE, type: 'application/json', status: 413 },
  ])('refuses $reason with $status and a problem', async ({ text, type, status }) => {
    const headers = { 'content-type': type };
    const reply = await service.request('POST', '/v1/items', { text, headers });
    expect(reply.status).toBe(status);
    expect(reply.body).toMatchObject({ status, type: 'about:blank' });
  });

  it('answers an unknown path with a problem that names it', async () => {
    const reply = await service.request('GET', '/v2/items');
    expect(reply.status).toBe(404);
    expect(reply.body).toMatchObject({ detail: 'There is nothing at GET /v2/items.' });
  });

  it('answers a method that a path does not have with 405, and names those it has', async () => {
    const reply = await service.request('PUT', '/v1/items');
    expect(reply.status).toBe(405);
    expect(reply.headers.get('allow')).toBe('GET, POST');
  });

  it('limits the rate of requests, but never of its probes', async () => {
    const statuses = await Promise.all(
      Array.from({ length: 13 }, async () => (await service.request('GET', '/v1/items')).status),
    );
    expect(statuses).toContain(429);
    expect((await service.request('GET', '/health')).status).toBe(200);
  });
});
