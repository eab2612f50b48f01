import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import { readDefinitions } from '../definitions';
import {
  chooseTemplates,
  ManifestReader,
  RepositoryRenderer,
} from '../emitted';
import { ControlPlane, findServers } from '../server';
import { missingRenderers } from './missingRenderers';
import { start } from './start';

/*
 * Unit layer: the real servers and the scaffolder are replaced, because prove.integration.test.ts runs them. What is
 * left is what `start` itself promises: it keeps, it says, and it leaves nothing behind.
 */
jest.mock('../server', () => ({
  ...jest.requireActual('../server'),
  findServers: jest.fn(),
  ControlPlane: { start: jest.fn() },
}));
jest.mock('../emitted', () => ({
  ...jest.requireActual('../emitted'),
  RepositoryRenderer: { start: jest.fn() },
  ManifestReader: { create: jest.fn() },
  chooseTemplates: jest.fn(),
}));
jest.mock('../definitions', () => ({
  ...jest.requireActual('../definitions'),
  readDefinitions: jest.fn(),
}));
jest.mock('./missingRenderers');

const config = (name: string) => ({
  object: {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'notes-dev' },
  },
  place: 'dev',
});

describe('start', () => {
  let folder: string;
  let server: FakeApiServer;
  const lines: string[] = [];
  const rest = jest.fn();
  const stopRenderer = jest.fn();
  const closeReader = jest.fn();
  const stopPlane = jest.fn();
  const assertRuns = jest.fn();

  beforeEach(async () => {
    jest.resetAllMocks();
    lines.length = 0;
    jest.spyOn(console, 'log').mockImplementation(line => lines.push(line));
    folder = mkdtempSync(join(tmpdir(), 'start-'));
    server = await FakeApiServer.start(({ object }) =>
      object?.metadata.name === 'refused'
        ? { status: 422, message: 'a field is wrong' }
        : undefined,
    );
    const client = server.client();
    const access = { url: 'https://127.0.0.1:1', token: 't', authority: 'a' };
    jest
      .mocked(findServers)
      .mockReturnValue({ binaries: {} } as ReturnType<typeof findServers>);
    jest.mocked(chooseTemplates).mockReturnValue([{} as never]);
    jest.mocked(RepositoryRenderer.start).mockResolvedValue({
      renderOne: async () => ({}),
      ...{ rest, stop: stopRenderer },
    } as never);
    jest.mocked(ManifestReader.create).mockResolvedValue({
      read: async () => [config('settings'), config('refused')],
      close: closeReader,
    } as never);
    jest
      .mocked(readDefinitions)
      .mockReturnValue({ objects: [], missing: ['keda'] });
    jest.mocked(ControlPlane.start).mockResolvedValue({
      ...{ client, access, assertRuns, stop: stopPlane },
    } as never);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const kubeconfig = () => join(folder, 'kube', 'config');
  const run = (signal: AbortSignal) =>
    start({ verb: 'start', templates: [], kubeconfig: kubeconfig() }, signal);

  it.each([
    ['etcd not found', () => ({ reason: 'etcd not found' }), undefined],
    ['helm not found', () => ({ binaries: {} }), 'helm not found'],
  ])('starts nothing when %s, and says so', async (reason, found, missing) => {
    jest.mocked(findServers).mockReturnValue(found() as never);
    jest.mocked(missingRenderers).mockReturnValue(missing);
    await expect(run(new AbortController().signal)).rejects.toThrow(reason);
    expect(RepositoryRenderer.start).not.toHaveBeenCalled();
  });

  it('keeps the objects until it is stopped, and takes its kubeconfig away', async () => {
    const stop = new AbortController();
    let kept: string | undefined;
    assertRuns.mockImplementation(() => {
      kept = readFileSync(kubeconfig(), 'utf8');
      stop.abort();
    });
    expect(await run(stop.signal)).toBe(0);

    expect(JSON.parse(kept!).clusters[0].cluster.server).toBe(
      'https://127.0.0.1:1',
    );
    expect([...server.objects.keys()].join()).toContain(
      'notes-dev/configmaps/settings',
    );
    expect(existsSync(kubeconfig())).toBe(false);
    expect(stopPlane).toHaveBeenCalledTimes(1);
    expect(stopRenderer).toHaveBeenCalledTimes(1);
    expect(closeReader).toHaveBeenCalledTimes(1);
  });

  it('says what was left out and which definitions are absent', async () => {
    const stop = new AbortController();
    assertRuns.mockImplementation(() => stop.abort());
    await run(stop.signal);
    const text = lines.join('\n');
    expect(text).toMatch(/Left out: .*refused.*a field is wrong/);
    expect(text).toMatch(/Without the definitions of keda: npm run tools/);
    expect(text).toMatch(/A Kubernetes API server with \d+ objects listens on/);
  });

  it('stops everything when a server dies, with its last words', async () => {
    assertRuns.mockImplementation(() => {
      throw new Error('etcd ended: no space left');
    });
    await expect(run(new AbortController().signal)).rejects.toThrow(
      'etcd ended: no space left',
    );
    expect(existsSync(kubeconfig())).toBe(false);
    expect(stopPlane).toHaveBeenCalledTimes(1);
    expect(stopRenderer).toHaveBeenCalledTimes(1);
  });

  it('ends the renderer when a repository cannot be read', async () => {
    jest.mocked(ManifestReader.create).mockResolvedValue({
      read: async () => {
        throw new Error('helm ended with 1');
      },
      close: closeReader,
    } as never);
    await expect(run(new AbortController().signal)).rejects.toThrow(
      'helm ended with 1',
    );
    expect(closeReader).toHaveBeenCalledTimes(1);
    expect(stopRenderer).toHaveBeenCalledTimes(1);
    expect(ControlPlane.start).not.toHaveBeenCalled();
  });
});
