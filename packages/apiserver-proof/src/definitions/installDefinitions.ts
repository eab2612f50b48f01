import { mapLimited } from '@notes/template-kit/src/cli/mapLimited';
import type { Cluster, KubernetesObject } from '../client';
import { waitFor } from '../server/waitFor';

const AT_ONCE = 4;
const SERVED_MS = 60_000;

interface DefinitionSpec {
  group: string;
  names: { kind: string };
  versions: { name: string; served: boolean }[];
}

/** Gives the API server definitions and comes back when it serves every one of them. */
export async function installDefinitions(
  cluster: Cluster,
  definitions: KubernetesObject[],
  signal?: AbortSignal,
): Promise<void> {
  await mapLimited(
    definitions,
    async definition => {
      signal?.throwIfAborted();
      await cluster.require(withoutWebhooks(definition));
    },
    AT_ONCE,
  );
  await waitFor(
    async () => {
      await cluster.refresh();
      return definitions.every(definition => isServed(cluster, definition));
    },
    { what: 'Serving the definitions', timeoutMs: SERVED_MS, signal },
  );
}

/** Conversion asks a program of the project, and none runs here. One version is stored, and that is the one emitted. */
function withoutWebhooks(definition: KubernetesObject): KubernetesObject {
  const { conversion: _gone, ...spec } = definition.spec as DefinitionSpec & {
    conversion?: unknown;
  };
  const { status: _status, ...rest } = definition;
  return { ...rest, spec };
}

function isServed(cluster: Cluster, { spec }: KubernetesObject): boolean {
  const { group, names, versions } = spec as DefinitionSpec;
  return versions
    .filter(({ served }) => served)
    .every(({ name }) => cluster.serves(`${group}/${name}`, names.kind));
}
