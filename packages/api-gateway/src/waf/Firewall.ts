import type { BlockList } from 'node:net';
import { Problem, type Logger } from '@notes/service-kit';
import { Counter, type Registry } from 'prom-client';
import { checkHead } from './checkHead.ts';
import { checkJson } from './checkJson.ts';
import { checkValues } from './checkValues.ts';
import type { Match, RequestHead } from './Match.ts';

export interface FirewallOptions {
  readonly logger: Logger;
  readonly registry: Registry;
  /** Rules that only report. */
  readonly reportOnly: ReadonlySet<string>;
  readonly blocked: BlockList | undefined;
  readonly allowed: BlockList | undefined;
}

/**
 * Refuses what no honest client sends. It is one more fence: the services validate, bind parameters and escape as
 * if it were not there.
 */
export class Firewall {
  readonly #options: FirewallOptions;
  readonly #matches: Counter;

  constructor(options: FirewallOptions) {
    this.#options = options;
    this.#matches = new Counter({
      name: 'gateway_waf_matches_total',
      help: 'Requests in which a rule of the firewall has found something.',
      labelNames: ['rule', 'action'],
      registers: [options.registry],
    });
  }

  /** Throws a Problem for an address that is not let in. */
  checkAddress(address: string): void {
    const { allowed, blocked } = this.#options;
    const family = address.includes(':') ? 'ipv6' : 'ipv4';
    const refused =
      (blocked?.check(address, family) ?? false) ||
      (allowed !== undefined && !allowed.check(address, family));
    if (!refused) return;
    const detail = 'Requests from this address are not accepted.';
    this.#apply({ rule: 'ip-list', status: 403, detail, place: 'address' });
  }

  /** Throws a Problem for a request line or headers that are not accepted. */
  checkRequest(head: RequestHead, service: string | undefined): void {
    this.#applyEach(checkHead(head));
    this.#applyEach(checkValues(head, service));
  }

  checkJson(text: string, service: string): void {
    this.#applyEach(checkJson(text, service));
  }

  /** A rule that only reports does so once for a request, however often it matches. */
  #applyEach(matches: Iterable<Match>): void {
    const seen = new Set<string>();
    for (const match of matches) {
      if (seen.has(match.rule)) continue;
      seen.add(match.rule);
      this.#apply(match);
    }
  }

  #apply({ detail, headers, place, rule, status }: Match): void {
    const action = this.#options.reportOnly.has(rule) ? 'report' : 'block';
    this.#matches.inc({ rule, action });
    this.#options.logger.warn({ rule, action, place }, 'firewall rule matched');
    if (action === 'report') return;
    throw new Problem(status, detail, {
      extensions: { rule },
      ...(headers ? { headers } : {}),
    });
  }
}
