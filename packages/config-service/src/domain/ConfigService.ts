import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Outbox, TOPICS } from '@notes/events';
import { inTransaction, Problem, type Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import { ConfigReader, type Snapshot } from '../data/ConfigReader.ts';
import { ProposalStore, type Proposal } from '../data/ProposalStore.ts';
import { saveKey } from '../data/saveKey.ts';
import { lockHead, writeVersion } from '../data/writeVersion.ts';
import { configChanged } from '../events/configChanged.ts';
import { checkWords } from './checkValue.ts';
import type { Command } from './Command.ts';
import { DEFAULT_ENVIRONMENT } from './Layer.ts';
import { planCommand, type Plan } from './planCommand.ts';

export interface ConfigServiceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  /** Where a second person approves each change. */
  readonly protectedEnvironments: readonly string[];
}

export type Outcome =
  | { readonly outcome: 'applied' | 'unchanged'; readonly snapshot: Snapshot }
  | { readonly outcome: 'proposed'; readonly proposal: Proposal };

interface People {
  readonly actorId: string;
  /** The second person; nobody yet without it. */
  readonly approverId?: string;
}

/** Changes configurations: one writer at a time, each change with its version, its history and its events. */
export class ConfigService {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #protected: readonly string[];

  constructor({ clock, pool, protectedEnvironments }: ConfigServiceOptions) {
    this.#pool = pool;
    this.#clock = clock;
    this.#protected = protectedEnvironments;
  }

  /** Applies a command, or keeps it for a second person where one is needed. */
  async execute(command: Command, actorId: string): Promise<Outcome> {
    checkWords('/reason', command.reason);
    if (command.kind === 'set') {
      checkWords('/description', command.description ?? '');
    }
    return inTransaction(this.#pool, client =>
      this.#run(client, command, { actorId }),
    );
  }

  /** The second person's yes. What has changed meanwhile makes the proposal stale. */
  async approve(id: string, approverId: string): Promise<Proposal> {
    return inTransaction(this.#pool, async client => {
      const proposal = await this.#takeOpen(client, id);
      const { command, proposerId: actorId } = proposal;
      if (actorId === approverId) {
        throw new Problem(
          403,
          'Somebody else has to approve what you have proposed.',
        );
      }
      const done = { ...proposal, ...this.#decidedBy(approverId) };
      const decided: Proposal = await this.#apply(client, command, {
        actorId,
        approverId,
      }).then(
        version => ({ ...done, state: 'applied', version }),
        (error: unknown): Proposal => {
          if (!(error instanceof Problem)) throw error;
          return { ...done, state: 'stale' };
        },
      );
      await new ProposalStore(client).decide(decided);
      return decided;
    });
  }

  async reject(id: string, deciderId: string): Promise<Proposal> {
    return inTransaction(this.#pool, async client => {
      const proposal = await this.#takeOpen(client, id);
      const decided: Proposal = {
        ...proposal,
        ...this.#decidedBy(deciderId),
        state: 'rejected',
      };
      await new ProposalStore(client).decide(decided);
      return decided;
    });
  }

  async #run(
    client: PoolClient,
    command: Command,
    people: People,
  ): Promise<Outcome> {
    await lockHead(client);
    const reader = new ConfigReader(client);
    const { environment } = command;
    const now = await reader.snapshot(environment);
    const plan = await planCommand(command, now, reader);
    if (plan.changes.length === 0)
      return { outcome: 'unchanged', snapshot: now };
    if (await this.#needsApproval(environment, plan, reader)) {
      return {
        outcome: 'proposed',
        proposal: await this.#propose(client, command, people),
      };
    }
    await this.#write(client, { command, people, plan, now });
    const snapshot = await reader.snapshot(environment);
    return { outcome: 'applied', snapshot };
  }

  /** Applies without asking for approval; answers the version that now holds. */
  async #apply(
    client: PoolClient,
    command: Command,
    people: People,
  ): Promise<number> {
    const reader = new ConfigReader(client);
    const now = await reader.snapshot(command.environment);
    const plan = await planCommand(command, now, reader);
    if (plan.changes.length === 0) return now.version;
    return this.#write(client, { command, people, plan, now });
  }

  async #write(
    client: PoolClient,
    made: { command: Command; people: People; plan: Plan; now: Snapshot },
  ): Promise<number> {
    const { command, now, people, plan } = made;
    const { environment, kind: action, reason } = command;
    const at = this.#clock.now();
    if (plan.key) await saveKey(client, plan.key, at);
    const version = await writeVersion(client, {
      ...people,
      ...{ environment, action, reason, at, changes: plan.changes },
      ...(command.kind === 'rollback' ? { rolledBackTo: command.to } : {}),
      before: now.layers.own,
    });
    // Last, because adding locks the key of the events until the end.
    const events = plan.changes.map(({ key }) =>
      configChanged({ environment, key, version, actorId: people.actorId, at }),
    );
    await Outbox.add(client, TOPICS.userEvents, ...events);
    return version;
  }

  /** A value in `default` reaches every environment that has none of its own, the protected ones too. */
  async #needsApproval(
    environment: string,
    { changes }: Plan,
    reader: ConfigReader,
  ): Promise<boolean> {
    if (this.#protected.includes(environment)) return true;
    if (environment !== DEFAULT_ENVIRONMENT) return false;
    for (const name of this.#protected) {
      const { own } = (await reader.snapshot(name)).layers;
      if (changes.some(({ key }) => !own.has(key))) return true;
    }
    return false;
  }

  async #propose(
    client: PoolClient,
    command: Command,
    { actorId }: People,
  ): Promise<Proposal> {
    const store = new ProposalStore(client);
    // Sent again, for example after a lost answer, it is the same proposal.
    const open = await store.list(command.environment, 'open');
    const same = open.find(
      one =>
        one.proposerId === actorId && isDeepStrictEqual(one.command, command),
    );
    if (same) return same;
    const proposal: Proposal = {
      id: randomUUID(),
      environment: command.environment,
      command,
      state: 'open',
      proposerId: actorId,
      createdAt: this.#clock.now().toISOString(),
    };
    await store.add(proposal);
    return proposal;
  }

  /** The head first: two people who decide at the same time find the second one decided. */
  async #takeOpen(client: PoolClient, id: string): Promise<Proposal> {
    await lockHead(client);
    const proposal = await new ProposalStore(client).find(id);
    if (!proposal) throw new Problem(404, `There is no proposal ${id}.`);
    if (proposal.state !== 'open') {
      throw new Problem(409, `The proposal is ${proposal.state} already.`);
    }
    return proposal;
  }

  #decidedBy(deciderId: string) {
    return { deciderId, decidedAt: this.#clock.now().toISOString() };
  }
}
