import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Cluster } from '../client';
import { installDefinitions, readDefinitions } from '../definitions';
import {
  chooseTemplates,
  ManifestReader,
  RepositoryRenderer,
  type Manifest,
} from '../emitted';
import { applyObjects } from '../proof';
import {
  CONTEXT,
  ControlPlane,
  findServers,
  writeKubeconfig,
  type ServerBinaries,
} from '../server';
import { missingRenderers } from './missingRenderers';
import type { ClusterCommand } from './parseCommand';

/** The snapshot of a template that has most kinds of objects. */
const SNAPSHOT = 'everything';
const LOOK_EVERY_MS = 1_000;

/** Keeps an API server with what templates emit until somebody stops it; gives the exit code. */
export async function start(
  command: ClusterCommand,
  signal: AbortSignal,
): Promise<number> {
  const found = findServers();
  const reason = 'reason' in found ? found.reason : missingRenderers();
  if (reason) throw new Error(reason);
  if (!('binaries' in found)) return 1;
  const renderer = await RepositoryRenderer.start();
  try {
    const manifests = await renderTemplates(renderer, command, signal);
    await renderer.rest();
    await keep(found.binaries, { command, manifests, signal });
  } finally {
    await renderer.stop();
  }
  return 0;
}

async function renderTemplates(
  renderer: RepositoryRenderer,
  { templates }: ClusterCommand,
  signal: AbortSignal,
): Promise<Manifest[]> {
  const names = templates.length > 0 ? templates : ['node-service'];
  const chosen = chooseTemplates(names);
  console.log(`Rendering ${names.join(', ')}`);
  const reader = await ManifestReader.create(signal);
  try {
    const manifests: Manifest[] = [];
    for (const template of chosen) {
      const repository = await renderer.renderOne(template, SNAPSHOT);
      manifests.push(...(await reader.read(repository)));
    }
    return manifests;
  } finally {
    await reader.close();
  }
}

async function keep(
  binaries: ServerBinaries,
  options: {
    command: ClusterCommand;
    manifests: Manifest[];
    signal: AbortSignal;
  },
): Promise<void> {
  const { command, manifests, signal } = options;
  console.log('Starting etcd and kube-apiserver');
  const { port, kubeconfig } = command;
  const plane = await ControlPlane.start({ binaries, port, signal });
  try {
    const cluster = await Cluster.connect(plane.client);
    const { objects, missing } = readDefinitions();
    console.log(`Adding ${objects.length} definitions`);
    await installDefinitions(cluster, objects, signal);
    if (missing.length > 0) {
      console.log(
        `Without the definitions of ${missing.join(', ')}: npm run tools installs what it can`,
      );
    }
    const applied = await applyObjects(
      cluster,
      manifests.map(({ object }) => object),
    );
    for (const problem of applied.refused) console.log(`Left out: ${problem}`);
    await writeKubeconfig(kubeconfig, plane.access);
    console.log(welcome(plane.access.url, kubeconfig, applied.count));
    while (!signal.aborted) {
      plane.assertRuns();
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => {});
    }
  } finally {
    await rm(kubeconfig, { force: true });
    await plane.stop();
  }
}

function welcome(url: string, kubeconfig: string, count: number): string {
  return [
    '',
    `A Kubernetes API server with ${count} objects listens on ${url}`,
    `  kubectl --kubeconfig ${kubeconfig} get deployments -A`,
    `  KUBECONFIG=${kubeconfig} npm start   (the portal shows it as cluster "${CONTEXT}")`,
    'Objects are as a cluster would take them. Nothing runs: there are no controllers and no nodes, so no',
    'Deployment gets a pod and no claim gets a database.',
    'Ctrl-C stops it and forgets everything.',
  ].join('\n');
}
