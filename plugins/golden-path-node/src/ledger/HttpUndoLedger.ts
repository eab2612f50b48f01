import type { AuthService } from '@backstage/backend-plugin-api';
import type {
  GoldenPathApi,
  LedgerRecord,
} from '@notes/plugin-golden-path-common';
import type { UndoLedger, UndoLedgerOptions } from './UndoLedger';

/** The ledger that `golden-path-backend` keeps, spoken to on behalf of the person. */
export class HttpUndoLedger implements UndoLedger {
  readonly #auth: AuthService;
  readonly #client: GoldenPathApi;

  constructor(options: { auth: AuthService; client: GoldenPathApi }) {
    this.#auth = options.auth;
    this.#client = options.client;
  }

  async record(record: LedgerRecord, options: UndoLedgerOptions) {
    await this.#client.recordEffect(record, await this.#sign(options));
  }

  async list(taskId: string, options: UndoLedgerOptions) {
    return this.#client.listLedger(taskId, await this.#sign(options));
  }

  async begin(
    task: { taskId: string; templateRef: string; subject: string },
    options: UndoLedgerOptions,
  ) {
    return this.#client.beginTask(task, await this.#sign(options));
  }

  async undo(taskId: string, options: UndoLedgerOptions) {
    return this.#client.undoTask(taskId, await this.#sign(options));
  }

  async #sign({ credentials }: UndoLedgerOptions) {
    return this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'golden-path',
    });
  }
}
