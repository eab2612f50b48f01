import { Api } from '../harness/Api.ts';
import type { NotesSystem } from '../harness/NotesSystem.ts';
import {
  registerPeople,
  type RegisteredPerson,
} from '../harness/registerPeople.ts';
import { until } from '../harness/until.ts';
import { skippedCheck, type Check } from './Check.ts';
import { checkAudit, checkAuditChain } from './checkAudit.ts';
import { checkMail } from './checkMail.ts';
import { checkNotes } from './checkNotes.ts';
import { checkSearch } from './checkSearch.ts';
import { checkWorkflows } from './checkWorkflows.ts';
import type { Fault } from './faultList.ts';
import { Ledger } from './Ledger.ts';
import { pendingWork } from './pendingWork.ts';
import { runLoad } from './runLoad.ts';
import { isFailure, Timeline } from './Timeline.ts';

export const CAUGHT_UP_WITHIN_MS = 120_000;
const CALM_LOOKS = 10;

export interface FaultRunOptions {
  readonly seed: number;
  readonly people?: number;
  readonly calmMs: number;
  readonly downMs: number;
  readonly pauseMs?: number;
  readonly say?: (text: string) => void;
}

/** A load with faults on running services, and what they are held to afterwards. */
export class FaultRun {
  readonly system: NotesSystem;
  readonly api: Api;
  readonly ledger = new Ledger();
  readonly timeline = new Timeline();
  readonly #options: FaultRunOptions;
  #people: RegisteredPerson[] = [];
  #meanwhile: Promise<unknown>[] = [];
  #caughtUpMs = Number.NaN;

  constructor(system: NotesSystem, options: FaultRunOptions) {
    this.system = system;
    this.api = new Api(system);
    this.#options = options;
  }

  get caughtUpMs(): number {
    return this.#caughtUpMs;
  }

  async prepare(): Promise<void> {
    const { people = 4 } = this.#options;
    this.#people = await registerPeople(this, people);
  }

  /** Has something happen beside the next load, which does not end before it. */
  meanwhile(happening: Promise<unknown>): void {
    // Whether it failed is asked when the load has ended.
    happening.catch(() => undefined);
    this.#meanwhile.push(happening);
  }

  /** Writes under faults and until it is enough, then lets the consumers catch up. */
  async load(
    faults: readonly Fault[],
    enough: () => boolean = () => true,
  ): Promise<void> {
    const { system, api, ledger, timeline } = this;
    const present = faults.filter(({ skipped }) => skipped === undefined);
    await runLoad({
      ...this.#options,
      ...{ system, api, ledger, timeline, people: this.#people },
      ...{ faults: present, enough },
    });
    await Promise.all(this.#meanwhile.splice(0));
    this.#caughtUpMs = await this.#catchUp();
  }

  /** Holds the services to everything that they have accepted. */
  async checks(): Promise<Check[]> {
    const { api, ledger, system } = this;
    const ifPresent = (
      service: string,
      name: string,
      make: () => Promise<Check>,
    ) =>
      system.has(service)
        ? make()
        : skippedCheck(name, `${service} is not in this checkout`);
    return [
      await checkNotes(api, ledger),
      {
        name: 'answers agree while the load runs',
        checked: this.timeline.requests.length,
        problems: ledger.violations,
      },
      this.#failures(),
      await ifPresent('search-service', 'search finds them', () =>
        checkSearch(api, ledger),
      ),
      await ifPresent('email-service', 'mailed exactly once', () =>
        checkMail(ledger, system.parts.places.outbox),
      ),
      await ifPresent('audit-service', 'audited', () =>
        checkAudit(api, ledger),
      ),
      await ifPresent('audit-service', 'audit chain verifies', () =>
        checkAuditChain(system),
      ),
      await checkWorkflows(api, system, ledger),
    ];
  }

  async close(): Promise<void> {
    await this.api.close();
  }

  #failures(): Check {
    const outside = this.timeline.outside();
    return {
      name: 'no failure outside of the faults',
      checked: outside.length,
      problems: outside
        .filter(isFailure)
        .map(
          ({ from, method, path, status }) =>
            `${method} ${path} got ${status || 'no answer'} at ${Math.round(from)}`,
        ),
    };
  }

  async #catchUp(): Promise<number> {
    const began = performance.now();
    let waiting: string[] = [];
    let calm = 0;
    await until(
      'consumers have caught up',
      async () => {
        waiting = await pendingWork(this.system);
        calm = waiting.length === 0 ? calm + 1 : 0;
        // What a consumer settles may make new events, so calm has to last.
        return calm >= CALM_LOOKS;
      },
      CAUGHT_UP_WITHIN_MS,
    ).catch(() => {
      this.ledger.violations.push(`not caught up: ${waiting.join('; ')}`);
    });
    return performance.now() - began;
  }
}
