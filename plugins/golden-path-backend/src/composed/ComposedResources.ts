import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import {
  canonicalJson,
  type PlanComposedResource,
  type PlanEnvironment,
  type PlanSection,
} from '@notes/plugin-golden-path-common';
import type { JsonValue } from '@backstage/types';
import { dump } from 'js-yaml';
import { claimsOf } from '../plans/claimsOf';
import type { KubernetesObject } from '../plans/readManifests';
import { TOOLS_FIX, type ToolBox } from '../tools/ToolBox';
import { CrossplaneRender, RESOURCE_NAME } from './CrossplaneRender';
import { FunctionServers } from './FunctionServers';
import { hideSecrets } from './hideSecrets';
import type {
  PlatformComposition,
  PlatformCompositions,
} from './PlatformCompositions';

/** The command line of Crossplane. */
const CRANK = 'crank';
const WITHIN_MS = 5000;
const MAX_KEPT = 500;

type Section = PlanSection<PlanComposedResource[]>;
type Resource = Omit<PlanComposedResource, 'claim' | 'environment'>;
type Job = {
  environment: string;
  claim: KubernetesObject;
  composition: PlatformComposition;
};

export interface ComposedResourcesOptions {
  compositions: Pick<PlatformCompositions, 'read'>;
  /** The file with the settings of the control plane. */
  settings: string;
  tools: ToolBox;
  withinMs?: number;
}

/**
 * What the platform would make for the claims of a plan, environment by environment.
 *
 * A plan never fails for the lack of it: what cannot be rendered, or not in time, is unavailable.
 */
export class ComposedResources {
  readonly #options: ComposedResourcesOptions;
  readonly #servers: FunctionServers;
  readonly #kept = new Map<string, Resource[]>();

  constructor(options: ComposedResourcesOptions) {
    this.#options = options;
    this.#servers = new FunctionServers(options);
  }

  async list(
    environments: readonly PlanEnvironment[],
    claims: readonly KubernetesObject[],
  ): Promise<Section> {
    const timeoutMs = this.#options.withinMs ?? WITHIN_MS;
    const late = Symbol('late');
    let timer: NodeJS.Timeout | undefined;
    try {
      const outcome = await Promise.race([
        this.#list(environments, claims, timeoutMs),
        new Promise<typeof late>(resolve => {
          timer = setTimeout(resolve, timeoutMs, late);
        }),
      ]);
      return outcome === late
        ? unavailable(`Rendering the claims took longer than ${timeoutMs} ms`)
        : outcome;
    } catch (error) {
      return unavailable(
        `The claims cannot be rendered: ${(error as Error).message}`,
      );
    } finally {
      clearTimeout(timer);
    }
  }

  async #list(
    environments: readonly PlanEnvironment[],
    claims: readonly KubernetesObject[],
    timeoutMs: number,
  ): Promise<Section> {
    const wanted = environments.flatMap(environment =>
      claimsOf(environment, claims).map(claim => ({
        ...{ environment: environment.name, claim },
      })),
    );
    if (wanted.length === 0) {
      return { state: 'available', data: [] };
    }
    const known = await this.#options.compositions.read();
    const unknown = wanted.find(({ claim }) => !known.has(claim.kind));
    if (unknown) {
      return unavailable(
        `The platform has no composition for ${unknown.claim.kind}`,
      );
    }
    const jobs = wanted.map(each => ({
      ...each,
      composition: known.get(each.claim.kind) as PlatformComposition,
    }));
    const { render, missing } = await this.#prepare(jobs);
    if (!render) {
      const names = missing.map(name => `"${name}"`).join(', ');
      return unavailable(
        `Not installed: ${names}, which render what the platform makes of a claim`,
        TOOLS_FIX,
      );
    }
    const stamp = await readFile(this.#options.settings, 'utf8');
    const settled = await Promise.allSettled(
      jobs.map(job => this.#compose(job, render, { stamp, timeoutMs })),
    );
    // The first of the plan is named, whichever failed first.
    const failed = settled.find(each => each.status === 'rejected');
    if (failed) {
      throw failed.reason;
    }
    const data = settled.flatMap(each =>
      each.status === 'fulfilled' ? each.value : [],
    );
    return { state: 'available', data };
  }

  /** Finds the tools that the compositions need, and starts their functions. */
  async #prepare(
    jobs: readonly Job[],
  ): Promise<{ render?: CrossplaneRender; missing: string[] }> {
    const { settings, tools } = this.#options;
    const functions = new Set(jobs.flatMap(job => job.composition.functions));
    const { paths, missing } = await tools.findAll([CRANK, ...functions]);
    if (missing.length > 0) {
      return { missing };
    }
    const crank = paths.get(CRANK) ?? '';
    paths.delete(CRANK);
    const addresses = await this.#servers.start(paths);
    const render = new CrossplaneRender({
      ...{ tools, crank, settings, functions: addresses },
    });
    return { render, missing };
  }

  async #compose(
    { environment, claim, composition }: Job,
    render: CrossplaneRender,
    options: { stamp: string; timeoutMs: number },
  ): Promise<PlanComposedResource[]> {
    const key = hash(claim, composition.content, options.stamp);
    const name = `${claim.kind}/${claim.metadata?.name ?? ''}`;
    let resources = this.#kept.get(key);
    if (!resources) {
      const objects = await render
        .render(claim, composition, options.timeoutMs)
        .catch(error => {
          throw new Error(`${environment}: ${name}: ${error.message}`);
        });
      resources = objects.map(describe);
      this.#keep(key, resources);
    }
    return resources.map(each => ({ claim: name, environment, ...each }));
  }

  /** The oldest goes first: people change one field after the other, and plan again. */
  #keep(key: string, resources: Resource[]): void {
    this.#kept.set(key, resources);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MAX_KEPT && oldest !== undefined) {
      this.#kept.delete(oldest);
    }
  }
}

function describe(object: KubernetesObject): Resource {
  const { name, generateName } = object.metadata ?? {};
  return {
    apiVersion: object.apiVersion,
    kind: object.kind,
    resource: object.metadata?.annotations?.[RESOURCE_NAME],
    // The control plane puts letters of its own choice at the end.
    name: name ?? `${generateName ?? ''}…`,
    yaml: dump(hideSecrets(object), { lineWidth: -1 }),
  };
}

function hash(claim: KubernetesObject, ...texts: string[]): string {
  const digest = createHash('sha256');
  for (const text of [canonicalJson(claim as unknown as JsonValue), ...texts]) {
    digest.update(`${text.length}\0${text}`);
  }
  return digest.digest('hex');
}

function unavailable(reason: string, fix?: string): Section {
  return { state: 'unavailable', reason, fix };
}
