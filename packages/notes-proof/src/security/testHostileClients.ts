import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProofRun } from '../harness/startProof.ts';
import { rawRequest } from './rawRequest.ts';

const JSON_TYPE = 'Content-Type: application/json';

/** Tests with requests that no well-behaved client sends. */
export function testHostileClients(started: () => ProofRun): void {
  const gateway = () => started().system.service('api-gateway').url;

  test('no path leads out of the store of attachments', async () => {
    const { api, owner } = started();
    const note = await api.send(owner, {
      ...{ method: 'POST', path: '/api/notes', json: { title: 'Files' } },
    });
    const { id } = note.body as { id: string };
    const names = [
      '../../etc/passwd',
      '..\\..\\x',
      'a/b',
      'a\u0000b',
      '/etc/passwd',
      'a\r\nX: y',
    ];
    for (const fileName of names) {
      const reply = await api.send(owner, {
        ...{ method: 'POST', path: `/api/notes/${id}/attachments` },
        json: { fileName, contentType: 'text/plain', size: 1 },
      });
      assert.equal(reply.status, 400, JSON.stringify(fileName));
    }
    const keys = [
      '..%2f..%2f..%2fetc%2fpasswd',
      '%2e%2e/%2e%2e/etc/passwd',
      '../../../etc/passwd',
      '%00',
      '%252e%252e%252f',
      '..;/x',
    ];
    for (const key of keys) {
      for (const method of ['GET', 'PUT']) {
        const { status, text } = await rawRequest(gateway(), [
          `${method} /api/notes/uploads/${key}?signature=x HTTP/1.1\r\nHost: notes\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
        ]);
        assert.ok(status >= 400 && status < 500, `${method} ${key}: ${status}`);
        assert.ok(!text.includes('root:'), key);
      }
    }
  });

  test('no value of a request becomes a header of an answer', async () => {
    const injected = 'x%0d%0aSet-Cookie:%20evil=1';
    const paths = [
      `/api/auth/oauth/company/start?returnTo=/${injected}`,
      `/api/notes/${injected}`,
      `/api/search?q=${injected}`,
    ];
    for (const path of paths) {
      const { status, text } = await rawRequest(gateway(), [
        `GET ${path} HTTP/1.1\r\nHost: notes\r\nX-Request-ID: ${injected}\r\nConnection: close\r\n\r\n`,
      ]);
      assert.ok(status >= 400 && status < 500, `${path}: ${status}`);
      const [head = ''] = text.split('\r\n\r\n');
      assert.doesNotMatch(head, /evil/i);
    }
    const bad = [
      'X-Request-ID: a\rSet-Cookie: evil=1',
      'X-Request-ID: a\r\n folded: evil',
      'Transfer-Encoding: chunked\r\nContent-Length: 4',
      'Content-Length: 4\r\nContent-Length: 5',
      'Authorization : Bearer x',
    ];
    for (const line of bad) {
      const { status } = await rawRequest(gateway(), [
        `POST /api/notes HTTP/1.1\r\nHost: notes\r\n${line}\r\nConnection: close\r\n\r\n0\r\n\r\n`,
      ]);
      assert.ok(
        status >= 400 && status < 500,
        `${JSON.stringify(line)}: ${status}`,
      );
    }
  });

  test('requests that never end are ended, and others are served meanwhile', async () => {
    const slow = [
      ['GET /api/notes HTTP/1.1\r\nHost: notes\r\nX-Slow: '],
      [
        `POST /api/auth/login HTTP/1.1\r\nHost: notes\r\n${JSON_TYPE}\r\nContent-Length: 50\r\n\r\n{`,
      ],
    ];
    const waiting = Array.from({ length: 20 }, (_one, index) =>
      rawRequest(gateway(), slow[index % slow.length] ?? [], 20_000),
    );
    const meanwhile = await started().api.send(started().owner, {
      path: '/api/notes',
    });
    assert.equal(meanwhile.status, 200);
    for (const { ended, status, tookMs } of await Promise.all(waiting)) {
      assert.ok(ended, `still open after ${Math.round(tookMs)} ms`);
      assert.ok([0, 408].includes(status), `answered ${status}`);
    }
  });

  test('what is too large is refused before it is read', async () => {
    const token =
      (await started().api.credentialsOf(started().owner, '/api/notes'))
        .authorization ?? '';
    const head = `POST /api/notes HTTP/1.1\r\nHost: notes\r\nAuthorization: ${token}\r\n${JSON_TYPE}\r\n`;
    const announced = await rawRequest(gateway(), [
      `${head}Content-Length: 200000000\r\n\r\n`,
      '{"title":"',
    ]);
    assert.equal(announced.status, 413);
    const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const endless = await rawRequest(gateway(), [
      `${head}Transfer-Encoding: chunked\r\n\r\n`,
      ...Array.from({ length: 200 }, () => chunk),
    ]);
    assert.equal(endless.status, 413);
    const headers = await rawRequest(gateway(), [
      `GET /api/notes HTTP/1.1\r\nHost: notes\r\nX-Large: ${'x'.repeat(200_000)}\r\n\r\n`,
    ]);
    assert.equal(headers.status, 431);
  });
}
