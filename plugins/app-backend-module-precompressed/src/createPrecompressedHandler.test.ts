import express from 'express';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { createPrecompressedHandler } from './createPrecompressedHandler';

const SCRIPT = 'console.log("the first page");'.repeat(50);

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

describe('createPrecompressedHandler', () => {
  let folder: string;
  let server: http.Server;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'precompressed-'));
    writeFileSync(path.join(folder, 'main.abc.js'), SCRIPT);
    writeFileSync(
      path.join(folder, 'main.abc.js.br'),
      brotliCompressSync(SCRIPT),
    );
    writeFileSync(path.join(folder, 'later.js'), SCRIPT);
    const app = express();
    app.use('/static', createPrecompressedHandler(folder));
    app.use((_req, res) => {
      res.status(404).send('left to the app plugin');
    });
    server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterAll(async () => {
    rmSync(folder, { recursive: true });
    server.close();
    await once(server, 'close');
  });

  // `fetch` unpacks answers by itself, and would hide what was sent.
  function get(target: string, encodings: string): Promise<Answer> {
    const { port } = server.address() as AddressInfo;
    const options = {
      port,
      host: '127.0.0.1',
      path: target,
      headers: { 'accept-encoding': encodings },
    };
    return new Promise((resolve, reject) => {
      http
        .get(options, response => {
          const parts: Buffer[] = [];
          response.on('data', part => parts.push(part));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(parts),
            }),
          );
        })
        .on('error', reject);
    });
  }

  it('sends the copy to a browser that takes Brotli', async () => {
    const { status, headers, body } = await get(
      '/static/main.abc.js',
      'gzip, br',
    );
    expect(status).toBe(200);
    expect(headers['content-encoding']).toBe('br');
    expect(headers['content-type']).toMatch(/javascript/);
    expect(headers['cache-control']).toMatch(/immutable/);
    expect(headers.vary).toMatch(/Accept-Encoding/i);
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
  });

  it('sends the file itself to a client that does not', async () => {
    const { headers, body } = await get('/static/main.abc.js', 'identity');
    expect(headers['content-encoding']).toBeUndefined();
    expect(body.toString()).toBe(SCRIPT);
  });

  it.each([
    { target: '/static/later.js', reason: 'has no copy' },
    { target: '/static/absent.js', reason: 'does not exist' },
    {
      target: '/static/main.abc.js.br',
      reason: 'is a copy, not a file of the app',
    },
    { target: '/static/..%2fsecret', reason: 'leads out of the folder' },
  ])('leaves $target alone, which $reason', async ({ target }) => {
    const { status, body } = await get(target, 'br');
    expect(status).toBe(404);
    expect(body.toString()).toBe('left to the app plugin');
  });
});
