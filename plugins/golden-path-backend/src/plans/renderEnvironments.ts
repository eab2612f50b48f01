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

/** One tool over one folder of the repository. */
type Rendering = {
  tool: string;
  source: PlanManifest['source'];
  path: string;
  args: string[];
};

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
  const wanted: Rendering[] = [
    {
      ...{ tool: 'helm', source: 'chart', path: chart },
      args: await helmArguments(place, chart, environment),
    },
    {
      ...{ tool: 'kustomize', source: 'kustomize', path: overlay },
      args: ['build', overlay],
    },
  ];
  const rendered = await Promise.all(
    wanted.map(each => run(tools, place, each)),
  );
  const problem = rendered.find(each => each.state !== 'available');
  return (
    problem ?? {
      state: 'available',
      data: rendered.flatMap(each =>
        each.state === 'available' ? each.data : [],
      ),
    }
  );
}

async function run(
  tools: ToolBox,
  place: Place,
  { tool, source, path, args }: Rendering,
): Promise<PlanSection<PlanManifest[]>> {
  if (!(await exists(join(place.folder, path)))) {
    return { state: 'available', data: [] };
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
  return code === 0
    ? { state: 'available', data: toManifests(stdout, source) }
    : { state: 'failed', reason: `${tool}: ${stderr.trim()}` };
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
