import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CERTIFICATE } from '../__testUtils__/createCertificate';
import { choosePort } from './choosePort';
import { ControlPlane, findServers, waitFor, writeKubeconfig } from '.';

jest.setTimeout(60_000);

const ETCD = `#!${process.execPath}
require('node:fs').writeFileSync('localhost:1', '');
setInterval(() => {}, 1000);
`;
const API_SERVER = `#!${process.execPath}
const { mkdirSync, writeFileSync } = require('node:fs');
const { key, cert } = ${JSON.stringify(CERTIFICATE)};
const value = name => process.argv.find(each => each.startsWith(name + '=')).split('=')[1];
mkdirSync(value('--cert-dir'));
writeFileSync(value('--cert-dir') + '/apiserver.crt', cert);
require('node:https').createServer(
  { key, cert },
  (request, response) => response.end('{}'),
).listen(Number(value('--secure-port')), '127.0.0.1');
`;
const BROKEN = `#!${process.execPath}
console.error('unknown flag: --x');
process.exit(3);
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'servers-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function command(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  await chmod(file, 0o755);
  return file;
}

describe('a control plane', () => {
  it('is ready when it has started, and leaves nothing when it stops', async () => {
    const plane = await ControlPlane.start({
      binaries: {
        etcd: await command('etcd', ETCD),
        apiServer: await command('kube-apiserver', API_SERVER),
      },
    });
    const { url, token } = plane.access;
    expect(url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    expect(token).toMatch(/^[0-9a-f]{64}$/);
    expect((await plane.client.request('GET', '/readyz')).status).toBe(200);
    expect(() => plane.assertRuns()).not.toThrow();
    await plane.stop();
    await expect(plane.client.request('GET', '/readyz')).rejects.toThrow(
      'is being stopped',
    );
  });

  it('says the last words of a server that does not start', async () => {
    const starting = ControlPlane.start({
      binaries: {
        etcd: await command('etcd', ETCD),
        apiServer: await command('kube-apiserver', BROKEN),
      },
    });
    await expect(starting).rejects.toThrow(
      /kube-apiserver ended with code 3\. Its last words:\nunknown flag: --x/,
    );
  });

  it('is not started when it is stopped before', async () => {
    const starting = ControlPlane.start({
      binaries: { etcd: await command('etcd', ETCD), apiServer: '/nowhere' },
      signal: AbortSignal.abort(new Error('Stopped.')),
    });
    await expect(starting).rejects.toThrow('Stopped.');
  });
});

describe('the two servers', () => {
  it('are named with the way to get them when they are absent', () => {
    const found = findServers({ PATH: folder });
    // A machine on which npm run tools -- --all ran has them without PATH.
    expect(JSON.stringify(found)).toMatch(/etcd/);
  });
});

describe('a port', () => {
  it('that is taken is refused by its number', async () => {
    const port = await choosePort();
    const holder = createServer();
    await new Promise<void>(resolve => {
      holder.listen(port, '127.0.0.1', resolve);
    });
    await expect(choosePort(port)).rejects.toThrow(
      `Port ${port} cannot be used`,
    );
    holder.close();
  });
});

it('writes a kubeconfig that only its owner can read', async () => {
  const file = join(folder, 'cluster', 'kubeconfig');
  await writeKubeconfig(file, {
    url: 'https://127.0.0.1:1',
    token: 'secret',
    authority: 'PEM',
  });
  expect(existsSync(file)).toBe(true);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    'current-context': 'golden-path',
    clusters: [{ cluster: { server: 'https://127.0.0.1:1' } }],
  });
});

it('gives up waiting by name', async () => {
  await expect(
    waitFor(async () => false, { what: 'Spring', timeoutMs: 1, everyMs: 1 }),
  ).rejects.toThrow('Spring did not happen within 0.001 s');
});
