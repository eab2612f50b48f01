import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ID, raw, READER, setup } from '../testing/fixture/httpEdge.ts';
import { waitFor } from '../testing/waitFor.ts';

describe('what can be seen from outside', () => {
  test('requests are measured by route template and known method', async t => {
    const service = await setup(t);
    await service.request(`/things/${ID}`, { as: READER });
    await service.request('/nowhere/at/all');
    await raw(
      service.url,
      'PROPFIND /things HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    );
    const { text } = await service.request('/metrics');
    for (const expected of [
      'http_request_method="GET",http_route="/things/{thingId}",http_response_status_code="404"',
      'http_request_method="GET",http_route="unmatched",http_response_status_code="404"',
      'http_request_method="_OTHER",http_route="/things",http_response_status_code="405"',
      'http_server_active_requests 1',
      'service_info{service_name="things-service",service_version="0.1.0"} 1',
      'process_cpu_seconds_total',
      'process_resident_memory_bytes',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      assert.ok(text.includes(expected), expected);
    }
    assert.ok(!text.includes(ID));
    assert.ok(!text.includes('u1'));
    const bounds = [
      ...text.matchAll(
        /request_duration_seconds_bucket\{le="([^"]+)",http_request_method="GET",http_route="unmatched"/g,
      ),
    ];
    assert.deepEqual(
      bounds.map(([, bound]) => bound),
      '0.005 0.01 0.025 0.05 0.075 0.1 0.25 0.5 0.75 1 2.5 5 7.5 10 +Inf'.split(
        ' ',
      ),
    );
  });

  test('a request is one line with its ids and trace, without its query and credentials', async t => {
    const service = await setup(t);
    await service.request('/things?tag=private', {
      as: READER,
      headers: {
        'x-request-id': 'logged-1234',
        authorization: 'Bearer hidden-token',
        traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      },
    });
    await service.request('/ready');
    const isLine = (one: Record<string, unknown>) =>
      one.request_id === 'logged-1234';
    await waitFor(() => service.logged().some(isLine), 'the line');
    const lines = service.logged().filter(isLine);
    assert.equal(lines.length, 1);
    const { req, res, level, trace_id, span_id } = lines[0] ?? {};
    assert.deepEqual(
      { req, res, level, trace_id },
      {
        req: { method: 'GET', url: '/things' },
        res: { statusCode: 200 },
        level: 'info',
        trace_id: 'a'.repeat(32),
      },
    );
    assert.match(String(span_id), /^(?!b{16})[\da-f]{16}$/);
    const all = JSON.stringify(service.logged());
    assert.doesNotMatch(all, /hidden-token|private|"\/ready"/);
  });
});
