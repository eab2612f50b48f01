import { LoggerService } from '@backstage/backend-plugin-api';
import { ConnectionPart } from '@notes/plugin-connections-common';
import { ConnectionProbe } from '../probes/ConnectionProbe';

/** No check takes longer, so that a dead host never holds the page. */
const CHECK_TIMEOUT_MS = 3_000;
/** How long an answer is good enough for whoever opens the page. */
const RECENT_MS = 30_000;
/** How long it is good enough for whoever asks for a new check. */
const FRESH_MS = 2_000;
/** A portal that has just started is slow: only a part that stays silent is broken. */
const SILENT_CHECKS = 3;

/** Runs the probes within a bounded time and remembers what they last saw. */
export class ConnectionsService {
  readonly #probes: ConnectionProbe[];
  readonly #logger: LoggerService;
  readonly #now: () => number;
  readonly #timeoutMs: number;
  readonly #seen = new Map<string, { at: number; part: ConnectionPart }>();
  /** How many checks in a row did not end. */
  readonly #silent = new Map<string, number>();
  readonly #running = new Map<string, Promise<ConnectionPart>>();

  constructor(options: {
    probes: ConnectionProbe[];
    logger: LoggerService;
    now?: () => number;
    timeoutMs?: number;
  }) {
    this.#probes = options.probes;
    this.#logger = options.logger;
    this.#now = options.now ?? Date.now;
    this.#timeoutMs = options.timeoutMs ?? CHECK_TIMEOUT_MS;
  }

  /** Every part in a fixed order; `fresh` looks again unless somebody just did. */
  listParts(options?: { fresh?: boolean }): Promise<ConnectionPart[]> {
    const maxAge = options?.fresh ? FRESH_MS : RECENT_MS;
    return Promise.all(this.#probes.map(probe => this.#part(probe, maxAge)));
  }

  #part(probe: ConnectionProbe, maxAge: number): Promise<ConnectionPart> {
    const seen = this.#seen.get(probe.id);
    if (seen && this.#now() - seen.at < maxAge) {
      return Promise.resolve(seen.part);
    }
    // Two people who open the page together share one check.
    const running =
      this.#running.get(probe.id) ??
      this.#look(probe).finally(() => this.#running.delete(probe.id));
    this.#running.set(probe.id, running);
    return running;
  }

  async #look(probe: ConnectionProbe): Promise<ConnectionPart> {
    const { id, title, guide } = probe;
    try {
      const { fix = '', ...found } = await this.#bounded(probe);
      const at = this.#now();
      const checkedAt = new Date(at).toISOString();
      const part = { id, title, guide, fix, ...found, checkedAt };
      this.#logChange(part);
      this.#seen.set(id, { at, part });
      this.#silent.delete(id);
      return part;
    } catch (error) {
      // A DOMException of another realm is no Error here.
      const { name: cause = 'unknown error' } = Object(error) as Error;
      this.#logger.warn(`The check of part "${id}" did not end: ${cause}`);
      const silent = ['TimeoutError', 'AbortError'].includes(cause);
      this.#silent.set(
        id,
        silent ? (this.#silent.get(id) ?? 0) + 1 : SILENT_CHECKS,
      );
      return this.#lastSeen(probe, silent);
    }
  }

  async #bounded(probe: ConnectionProbe) {
    const signal = AbortSignal.timeout(this.#timeoutMs);
    const late = new Promise<never>((_, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason), {
        once: true,
      });
    });
    // The grace lets a probe that heeds the signal tell what it saw so far.
    return Promise.race([
      probe.check(AbortSignal.timeout(this.#timeoutMs * 0.9)),
      late,
    ]);
  }

  #lastSeen(
    { id, title, guide }: ConnectionProbe,
    silent: boolean,
  ): ConnectionPart {
    const seen = this.#seen.get(id);
    if (seen) {
      return { ...seen.part, stale: true };
    }
    const checkedAt = new Date(this.#now()).toISOString();
    if ((this.#silent.get(id) ?? 0) < SILENT_CHECKS) {
      const reason = 'The first check has not ended yet.';
      const fix = 'Check again in a moment.';
      return { id, title, guide, state: 'checking', reason, fix, checkedAt };
    }
    const reason = silent
      ? 'The check did not end in time.'
      : 'The check failed.';
    const fix = 'Read the log of the portal, then check again.';
    return { id, title, guide, state: 'broken', reason, fix, checkedAt };
  }

  #logChange(part: ConnectionPart) {
    const before = this.#seen.get(part.id)?.part.state;
    if (before && before !== part.state) {
      const message = `Part "${part.id}" went from ${before} to ${part.state}: ${part.reason}`;
      this.#logger.info(message);
    }
  }
}
