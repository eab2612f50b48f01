import path from 'node:path';

import { Skipped } from '../measurements/Skipped.mjs';
import { runTask } from '../scaffolder/runTask.mjs';
import { untilEntity } from '../scaffolder/untilEntity.mjs';
import { buildService } from './buildService.mjs';
import { readEmitted } from './readEmitted.mjs';
import { nameOf, refOf, STOCK } from './templates.mjs';

const PLANS = '/api/golden-path/v1/plans';

/** Takes the samples of one run and keeps them; what fails is kept with its reason, and the others go on. */
export class GoldenPathRun {
  #client;
  #approver;
  #gitUrl;
  #progress;
  #parent;
  #signal;
  #samples = {};
  #made = {};

  /** @param {{ client: object, approver?: object, gitUrl: string, progress: object, parent: string, signal?: AbortSignal }} options */
  constructor({ client, approver, gitUrl, progress, parent, signal }) {
    this.#client = client;
    this.#approver = approver;
    this.#gitUrl = gitUrl;
    this.#progress = progress;
    this.#parent = parent;
    this.#signal = signal;
  }

  /** @returns {{ plan: number[], create: number[], stock: number[], green: number[], emitted?: object, problems: object }} */
  samplesOf({ name }) {
    this.#samples[name] ??= {
      ...{ plan: [], create: [], stock: [], green: [], problems: {} },
    };
    return this.#samples[name];
  }

  /** What the stock template emits; the same each time. */
  get stockEmitted() {
    return this.samplesOf(STOCK).emitted;
  }

  /** One plan, one creation, and between them the stock template, so that a busy moment hits both. */
  async take(template, round) {
    const samples = this.samplesOf(template);
    if (template.hasPlan !== false) {
      await this.#try(template, 'plan', round, async () => {
        samples.plan.push(await this.#plan(template, round));
        return seconds(samples.plan);
      });
    }
    await this.#try(template, 'create', round, async () => {
      const stock = await this.#create(STOCK, `${template.name}-${round}`);
      const ours = await this.#create(template, round);
      samples.stock.push(stock);
      samples.create.push(ours);
      return seconds(samples.create);
    });
  }

  /** Makes one that is not counted, and reads what was emitted. */
  async make(template, round) {
    await this.#try(template, 'warm-up', round, async () => {
      await this.#create(template, round);
    });
  }

  async build(template) {
    const { name } = template;
    const samples = this.samplesOf(template);
    const made = this.#made[name];
    if (!made) {
      return;
    }
    await this.#try(template, 'green', 1, async () => {
      const taken = await buildService({
        build: template.build,
        url: made.url,
        directory: path.join(this.#parent, made.name),
        ...{ parent: this.#parent, signal: this.#signal },
      });
      samples.green.push(taken);
      return seconds(samples.green);
    });
  }

  async #plan(template, round) {
    const startedAt = performance.now();
    await this.#client.postJson(PLANS, this.#form(template, round));
    return (performance.now() - startedAt) / 1000;
  }

  /** One person makes the plan and asks, another decides. How long people take is not measured. */
  async #approve(template, round) {
    const { id, hash } = await this.#client.postJson(
      PLANS,
      this.#form(template, round),
    );
    await this.#client.postJson(`${PLANS}/${id}/approval-requests`, {});
    await this.#approver.postJson(`${PLANS}/${id}/decision`, {
      decision: 'approve',
      hash,
    });
  }

  async #create(template, round) {
    const name = nameOf(template, round);
    if (template.changes) {
      await this.#untilChanged(template);
    }
    if (template.needsApproval) {
      await this.#approve(template, round);
    }
    const { seconds: taken } = await runTask(
      this.#client,
      this.#form(template, round),
    );
    const url =
      this.#made[template.changes]?.url ?? `${this.#gitUrl}/notes/${name}.git`;
    this.#made[template.name] ??= { name, url };
    const samples = this.samplesOf(template);
    samples.emitted ??= await readEmitted({
      ...{ url, parent: this.#parent, signal: this.#signal },
      ...(template.branch && {
        branch: template.branch(name, this.#made[template.changes].name),
        since: 'main',
      }),
    });
    return taken;
  }

  /** A service can be added to once the catalog has read its file. */
  async #untilChanged({ changes }) {
    const made = this.#made[changes];
    if (!made) {
      throw new Skipped(`${changes} made nothing to add to`);
    }
    await untilEntity(this.#client, `component:default/${made.name}`);
  }

  #form(template, round) {
    return {
      templateRef: refOf(template),
      values: template.values(
        nameOf(template, round),
        this.#made[template.changes]?.name,
      ),
    };
  }

  async #try(template, what, round, work) {
    const { problems } = this.samplesOf(template);
    try {
      await this.#progress.step(
        `${template.name}: ${what} ${round}`,
        work,
        text => text ?? '',
      );
    } catch (error) {
      if (this.#signal?.aborted) {
        throw error;
      }
      problems[what] = error;
      this.#progress.line(`  ${error.message}`);
    }
  }
}

const seconds = samples => `${samples.at(-1).toFixed(2)} s`;
