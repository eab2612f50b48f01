import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  chmodSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { waitFor } from '@notes/service-kit/testing';

export interface OpenSearch {
  readonly url: string;
  stop(): Promise<void>;
}

/** Says why there is no server, in the form that `skip` takes: OPENSEARCH_HOME names an unpacked OpenSearch, TEST_ELASTICSEARCH_URL a running server. */
export function withoutOpenSearch(): string | false {
  const home = process.env.OPENSEARCH_HOME;
  if (process.env.TEST_ELASTICSEARCH_URL) return false;
  if (home && existsSync(path.join(home, 'bin/opensearch'))) return false;
  return 'neither TEST_ELASTICSEARCH_URL nor OPENSEARCH_HOME leads to OpenSearch or Elasticsearch';
}

/** Starts a real server on a free port, with its data in a folder that goes with it. */
export async function startOpenSearch(): Promise<OpenSearch> {
  const running = process.env.TEST_ELASTICSEARCH_URL;
  if (running) return { url: running, stop: () => Promise.resolve() };

  const home = process.env.OPENSEARCH_HOME ?? '';
  const folder = mkdtempSync(path.join(tmpdir(), 'notes-opensearch-'));
  const [port, transport] = [await freePort(), await freePort()];
  // Its own script refuses to run as root, as a container often does; the class does not care about scripts.
  const jars = readdirSync(path.join(home, 'lib')).filter(file =>
    file.endsWith('.jar'),
  );
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  cpSync(path.join(home, 'config'), path.join(folder, 'config'), {
    recursive: true,
  });
  for (const place of [folder, path.join(folder, 'config')])
    chmodSync(place, 0o777);
  const child = spawn(
    'java',
    [
      ...[
        '-Xms512m',
        '-Xmx512m',
        '-XX:+UseSerialGC',
        '-Djava.security.manager=allow',
        `-Djava.io.tmpdir=${folder}`,
      ],
      ...[
        `-Dopensearch.path.home=${home}`,
        `-Dopensearch.path.conf=${path.join(folder, 'config')}`,
        '-Dlog4j2.disable.jmx=true',
      ],
      ...[
        '-cp',
        jars.map(jar => path.join(home, 'lib', jar)).join(':'),
        'org.opensearch.bootstrap.OpenSearch',
      ],
      ...settingsOf({
        'http.port': port,
        'transport.port': transport,
        'path.data': path.join(folder, 'data'),
        'path.logs': path.join(folder, 'logs'),
        'discovery.type': 'single-node',
        'network.host': '127.0.0.1',
        'cluster.routing.allocation.disk.threshold_enabled': false,
      }),
    ],
    { ...user, cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      output = (output + String(chunk)).slice(-4_000);
    });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    child.kill('SIGKILL');
    await exited;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await waitFor(
      async () => {
        if (child.exitCode !== null)
          throw new Error(`OpenSearch ended: ${output}`);
        try {
          return (await fetch(`${url}/_cluster/health`)).ok;
        } catch {
          return false;
        }
      },
      'OpenSearch to answer',
      90_000,
    );
  } catch (error) {
    await stop();
    throw new Error(output, { cause: error });
  }
  return { url, stop };
}

function settingsOf(settings: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(settings).map(
    ([name, value]) => `-E${name}=${String(value)}`,
  );
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
