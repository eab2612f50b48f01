import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, toError } from '@backstage/errors';
import type { ScaffolderService } from '@backstage/plugin-scaffolder-node';
import type {
  LedgerEntry,
  LedgerRecord,
  UndoResult,
} from '@notes/plugin-golden-path-common';
import type { EffectUndoer } from './EffectUndoer';
import type { LedgerStore } from './LedgerStore';

/** A worker reports every second; one that has been silent for so long was killed. */
const ABANDONED_AFTER_MS = 2 * 60_000;

/** Who asks. */
export interface Caller {
  userRef: string;
  credentials: BackstageCredentials;
}

/** The undo ledger: each person sees and changes what their own tasks made. */
export class LedgerService {
  readonly #options: {
    store: LedgerStore;
    undoer: Pick<EffectUndoer, 'undo'>;
    scaffolder: Pick<ScaffolderService, 'getTask'>;
    logger: LoggerService;
    /** Whether the scaffolder brings a killed task to its end by itself. */
    recovers: boolean;
  };

  constructor(options: {
    store: LedgerStore;
    undoer: Pick<EffectUndoer, 'undo'>;
    scaffolder: Pick<ScaffolderService, 'getTask'>;
    logger: LoggerService;
    recovers: boolean;
  }) {
    this.#options = options;
  }

  async record(record: LedgerRecord, caller: Caller): Promise<LedgerEntry> {
    await this.#assertOwn(record.taskId, caller);
    return this.#options.store.record(record, caller.userRef);
  }

  async list(taskId: string, caller: Caller): Promise<LedgerEntry[]> {
    const entries = await this.#options.store.list(taskId);
    return entries.filter(entry => entry.createdBy === caller.userRef);
  }

  /** Says what a task is about; what its failed forerunners left is taken back first. */
  async begin(
    task: { taskId: string; templateRef: string; subject: string },
    caller: Caller,
  ): Promise<UndoResult> {
    const { store } = this.#options;
    await this.#assertOwn(task.taskId, caller);
    const known = { ...task, createdBy: caller.userRef };
    await store.begin(known);
    const result: UndoResult = { undone: [], left: [] };
    // The same task again: what it made is made again, and only what could not be taken back is tried.
    const own = await store.list(task.taskId);
    await this.#undoAll(
      own.filter(entry => entry.state === 'left'),
      caller,
      result,
    );
    for (const taskId of await store.listForerunners(known)) {
      if (await this.#hasFailed(taskId, caller)) {
        await this.#undoAll(await store.list(taskId), caller, result);
      }
    }
    return result;
  }

  async undo(taskId: string, caller: Caller): Promise<UndoResult> {
    await this.#assertOwn(taskId, caller);
    const result: UndoResult = { undone: [], left: [] };
    await this.#undoAll(await this.#options.store.list(taskId), caller, result);
    return result;
  }

  /** The last first: what builds on something goes before it. One that cannot go does not keep the others. */
  async #undoAll(
    entries: LedgerEntry[],
    caller: Caller,
    result: UndoResult,
  ): Promise<void> {
    const { store, undoer, logger } = this.#options;
    for (const entry of entries.toReversed()) {
      if (entry.state === 'undone' || entry.createdBy !== caller.userRef) {
        continue;
      }
      try {
        const outcome = await undoer.undo(entry, caller.credentials);
        const settled = await store.settle(entry.id, 'undone');
        if (outcome === 'undone') {
          result.undone.push(settled);
        }
      } catch (error) {
        const { message } = toError(error);
        logger.warn(
          `Task '${entry.taskId}' left ${entry.kind} '${entry.target}': ${message}`,
        );
        result.left.push(await store.settle(entry.id, 'left', message));
      }
    }
  }

  async #hasFailed(taskId: string, { credentials }: Caller): Promise<boolean> {
    try {
      const task = await this.#options.scaffolder.getTask(
        { taskId },
        { credentials },
      );
      return (
        task.status === 'failed' ||
        task.status === 'cancelled' ||
        (task.status === 'processing' && this.#isAbandoned(task))
      );
    } catch {
      // Unknown is not failed: what a running or finished task made is never taken away.
      return false;
    }
  }

  /** A silent task that is going to be recovered still needs what it has made. */
  #isAbandoned({ lastHeartbeatAt }: { lastHeartbeatAt?: string }): boolean {
    const last = Date.parse(lastHeartbeatAt ?? '');
    return !this.#options.recovers && Date.now() - last > ABANDONED_AFTER_MS;
  }

  async #assertOwn(taskId: string, caller: Caller): Promise<void> {
    const owner = await this.#options.store.findOwner(taskId);
    if (owner !== undefined && owner !== caller.userRef) {
      throw new NotAllowedError(`Task '${taskId}' belongs to somebody else`);
    }
  }
}
