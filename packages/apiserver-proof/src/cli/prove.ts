import { Report } from '@notes/template-kit/src/cli/Report';
import type { TemplateSource } from '@notes/template-kit/src/render';
import { Cluster } from '../client';
import { GROUPS, installDefinitions, readDefinitions } from '../definitions';
import {
  CHANGES_ONLY,
  chooseTemplates,
  ManifestReader,
  readApplications,
  RepositoryRenderer,
  writesRepository,
  type EmittedManifests,
} from '../emitted';
import {
  ObjectJudge,
  proveApis,
  proveApplications,
  proveTemplate,
  type EmittedCase,
  type ProofContext,
} from '../proof';
import { ControlPlane, findServers, type ServerBinaries } from '../server';
import type { ClusterCommand } from './parseCommand';
import { missingRenderers } from './missingRenderers';
import { seconds } from './seconds';

const TITLE = 'a real API server accepts everything that is emitted';

/** Runs the whole proof; gives the exit code. */
export async function prove(
  { templates: names }: ClusterCommand,
  signal: AbortSignal,
  found: ReturnType<typeof findServers> = findServers(),
): Promise<number> {
  const templates = chooseTemplates(names);
  const report = new Report();
  const reason = 'reason' in found ? found.reason : missingRenderers();
  if (reason) report.skip(TITLE, reason);
  else if ('binaries' in found) {
    await proveWith(found.binaries, { templates, report, signal });
  }
  report.end();
  return report.failed > 0 ? 1 : 0;
}

interface ProveOptions {
  templates: TemplateSource[];
  report: Report;
  signal: AbortSignal;
}

async function proveWith(
  binaries: ServerBinaries,
  { templates, report, signal }: ProveOptions,
): Promise<void> {
  const begun = Date.now();
  const renderer = await RepositoryRenderer.start();
  try {
    const emitted = await renderAll(renderer, { templates, report, signal });
    report.note(`rendered in ${seconds(begun)}`);
    await proveAll(emitted, { binaries, report, signal });
    report.note(`${seconds(begun)} in all`);
  } finally {
    await renderer.stop();
  }
}

async function proveAll(
  emitted: Map<string, EmittedCase[]>,
  options: { binaries: ServerBinaries; report: Report; signal: AbortSignal },
): Promise<void> {
  const { binaries, report, signal } = options;
  const applications = await readApplications();
  const plane = await ControlPlane.start({ binaries, signal });
  try {
    report.note(`the API server is ready after ${plane.startMs / 1000} s`);
    const context = await prepare(plane, {
      emitted: [...[...emitted.values()].flat(), ...applications],
      report,
      signal,
    });
    await proveApis(context);
    await proveApplications(applications, context);
    for (const [name, cases] of emitted) {
      await proveTemplate(name, cases, context);
    }
    plane.assertRuns();
    report.note(`${context.cluster.judged} questions to the API server`);
  } finally {
    await plane.stop();
  }
}

/** What each template emits for a set of combinations in which every two choices meet. */
async function renderAll(
  renderer: RepositoryRenderer,
  { templates, report, signal }: ProveOptions,
): Promise<Map<string, EmittedCase[]>> {
  const reader = await ManifestReader.create(signal);
  const emitted = new Map<string, EmittedCase[]>();
  try {
    for (const template of templates) {
      if (!writesRepository(template)) {
        report.skip(`${template.name}: the objects it emits`, CHANGES_ONLY);
        continue;
      }
      const cases: EmittedCase[] = [];
      for (const repository of await renderer.renderSet(template)) {
        signal.throwIfAborted();
        cases.push({
          repository,
          combination: repository.name,
          manifests: await reader.read(repository),
        });
      }
      emitted.set(template.name, cases);
    }
  } finally {
    await reader.close();
  }
  return emitted;
}

async function prepare(
  plane: ControlPlane,
  options: {
    emitted: EmittedManifests[];
    report: Report;
    signal: AbortSignal;
  },
): Promise<ProofContext> {
  const { emitted, report, signal } = options;
  const begun = Date.now();
  const cluster = await Cluster.connect(plane.client);
  const kinds = new Set(
    emitted.flatMap(({ manifests }) =>
      manifests.map(
        ({ object: { apiVersion, kind } }) =>
          `${apiVersion.split('/')[0]} ${kind}`,
      ),
    ),
  );
  const { objects, missing } = readDefinitions(
    (group, kind) =>
      kinds.has(`${group} ${kind}`) || group === 'platform.notes.dev',
  );
  await installDefinitions(cluster, objects, signal);
  report.pass(
    `the API server serves ${objects.length} definitions of custom resources, one for each kind that is emitted`,
  );
  report.note(`definitions are served after ${seconds(begun)}`);
  return {
    cluster,
    judge: new ObjectJudge(cluster, signal),
    report,
    whyUnknown: apiVersion => whyUnknown(apiVersion, missing),
    signal,
  };
}

/** An object of a project whose definitions are absent is not judged, and said so by name. */
function whyUnknown(apiVersion: string, missing: string[]): string | undefined {
  const [group] = apiVersion.split('/');
  const project = missing.find(name => GROUPS[name]?.test(group));
  return (
    project &&
    `the definitions of ${project} are not found; npm run tools installs what it can`
  );
}
