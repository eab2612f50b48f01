import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  PlanEnvironment,
  PlanManifest,
  PlanSection,
} from '@notes/plugin-golden-path-common';
import { TOOLS_FIX, type ToolBox } from '../tools/ToolBox';
import { toManifests } from './readManifests';

/**
 * Stands for the digest of the service's own image, which is built after the repository exists.
 *
 * Charts refuse to render without one, so that nothing runs by a tag.
 */
export const STAND_IN_DIGEST = `sha256:${'0'.repeat(64)}`;

type Place = { folder: string; home: string; name: string };

/** Renders what each environment would get: the chart, and the Kustomize overlay beside it. */
export async function renderEnvironments(
  tools: ToolBox,
  options: Place & {
    environments: string[];
    namespaces: Record<string, string> | undefined;
  },
): Promise<PlanEnvironment[]> {
  return Promise.all(
    options.environments.map(async name => ({
      name,
      namespace: options.namespaces?.[name],
      manifests: await renderOne(tools, options, name),
    })),
  );
}

async function renderOne(
  tools: ToolBox,
  place: Place & { namespaces: Record<string, string> | undefined },
  environment: string,
): Promise<PlanSection<PlanManifest[]>> {
  const chart = join('charts', place.name);
  const overlay = join('deploy', 'overlays', environment);
  const wanted = [
    {
      ...{ tool: 'helm', source: 'chart' as const, path: chart },
      args: await helmArguments(place, chart, environment),
    },
    {
      ...{ tool: 'kustomize', source: 'kustomize' as const, path: overlay },
      args: ['build', overlay],
    },
  ];
  const manifests: PlanManifest[] = [];
  for (const { tool, source, path, args } of wanted) {
    if (!(await exists(join(place.folder, path)))) {
      continue;
    }
    const binary = await tools.find(tool);
    if (!binary) {
      return {
        state: 'unavailable',
        reason: `"${tool}" is not installed, so ${path} cannot be rendered`,
        fix: TOOLS_FIX,
      };
    }
    const { code, stdout, stderr } = await tools.run(binary, args, {
      cwd: place.folder,
      home: place.home,
    });
    if (code !== 0) {
      return { state: 'failed', reason: `${tool}: ${stderr.trim()}` };
    }
    manifests.push(...toManifests(stdout, source));
  }
  return { state: 'available', data: manifests };
}

async function helmArguments(
  place: Place & { namespaces: Record<string, string> | undefined },
  chart: string,
  environment: string,
): Promise<string[]> {
  const values = join(chart, `values-${environment}.yaml`);
  const namespace = place.namespaces?.[environment];
  return [
    'template',
    place.name,
    chart,
    ...((await exists(join(place.folder, values))) ? ['--values', values] : []),
    ...(namespace ? ['--namespace', namespace] : []),
    ...['--set', `image.digest=${STAND_IN_DIGEST}`],
  ];
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
