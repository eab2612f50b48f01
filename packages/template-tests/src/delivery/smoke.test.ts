import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RenderedRepository, renderRepository } from './renderRepository';
import { describeWith, findTool } from './tools';

// Other processes do the work, and a busy machine gives them little.
jest.setTimeout(60_000);

describeWith(['k6'], 'the look from outside', () => {
  let service: RenderedRepository;
  let server: Server;
  let answer: (
    path: string,
    count: number,
  ) => { status: number; body: string; wait?: number };
  beforeAll(async () => {
    service = renderRepository();
    let count = 0;
    server = createServer((request, response) => {
      count += 1;
      const { status, body, wait = 0 } = answer(request.url ?? '', count);
      setTimeout(() => response.writeHead(status).end(body), wait);
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    await new Promise(resolve => server.close(resolve));
    service.remove();
  });

  /** Not synchronous, because the server of this test must answer meanwhile. */
  async function smoke(env: Record<string, string> = {}) {
    const child = spawn(
      findTool('k6') ?? 'k6',
      ['run', '--quiet', '--no-usage-report', 'smoke/smoke.js'],
      {
        cwd: service.folder,
        env: {
          ...process.env,
          BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          RATE: '10',
          DURATION: '2s',
          ...env,
        },
      },
    );
    let output = '';
    child.stdout.on('data', data => (output += data));
    child.stderr.on('data', data => (output += data));
    const status = await new Promise(resolve => child.on('close', resolve));
    return { status, output };
  }

  const right = (path: string) => ({
    status: 200,
    body: JSON.stringify({ status: path === '/health' ? 'ok' : 'ready' }),
  });

  it('is content with a service that keeps its objectives', async () => {
    answer = right;
    expect(await smoke()).toMatchObject({ status: 0 });
  });

  it.each([
    [
      'fails now and then',
      (path: string, count: number) =>
        count % 5 === 0 ? { status: 503, body: '{}' } : right(path),
      /http_req_failed/,
    ],
    [
      'is slow',
      (path: string) => ({ ...right(path), wait: 400 }),
      /http_req_duration/,
    ],
    [
      'answers with something else',
      () => ({ status: 200, body: '<html>Welcome to the ingress</html>' }),
      /checks/,
    ],
  ])(
    'fails for a service that %s, and says which objective',
    async (_what, answers, threshold) => {
      answer = answers;
      const { status, output } = await smoke();
      expect(status).toBe(99);
      expect(output).toMatch(/thresholds on metrics .* have been crossed/);
      expect(
        /thresholds on metrics (.*) have been crossed/.exec(output)?.[1],
      ).toMatch(threshold);
    },
  );

  it('names the address when there is none', async () => {
    const { status, output } = await smoke({ BASE_URL: '' });
    expect(status).not.toBe(0);
    expect(output).toMatch(/BASE_URL is not set/);
  });
});
