import {
  ConnectionDetail,
  ConnectionGuide,
} from '@notes/plugin-connections-common';
import { askHttp } from '../lib/askHttp';
import { summarize } from '../lib/summarize';
import { ConnectionProbe, ProbeResult } from './ConnectionProbe';

/** One configured host of a source code provider. */
export interface ScmHost {
  host: string;
  /** What to ask to see whether the credentials work. */
  url: string;
  headers: Record<string, string>;
}

/** What differs between the source code providers. */
export interface ScmProbeOptions {
  id: string;
  title: string;
  guide: ConnectionGuide;
  /** Reads the hosts that carry credentials; a host without them cannot be published to. */
  readHosts(): Promise<ScmHost[]> | ScmHost[];
}

/** A source code provider outside of the portal. */
export class ScmProbe implements ConnectionProbe {
  readonly id: string;
  readonly title: string;
  readonly guide: ConnectionGuide;
  readonly #readHosts: ScmProbeOptions['readHosts'];

  constructor(options: ScmProbeOptions) {
    this.id = options.id;
    this.title = options.title;
    this.guide = options.guide;
    this.#readHosts = options.readHosts;
  }

  async check(signal: AbortSignal): Promise<ProbeResult> {
    const hosts = await this.#readHosts();
    if (hosts.length === 0) {
      return {
        state: 'not-connected',
        reason: `No ${this.title} host with credentials is configured.`,
        fix: `Add a host with a token below integrations.${this.id} in app-config.local.yaml and restart the portal.`,
      };
    }
    const detail = await Promise.all(
      hosts.map(host => checkHost(host, signal)),
    );
    return summarize(detail, {
      one: `${this.title} host`,
      many: `${this.title} hosts`,
      fix: `Look at the details, correct integrations.${this.id} or renew the token, and check again.`,
    });
  }
}

async function checkHost(
  { host, url, headers }: ScmHost,
  signal: AbortSignal,
): Promise<ConnectionDetail> {
  const answer = await askHttp(url, { headers, signal });
  if (answer.status === undefined) {
    return { name: host, state: 'broken', text: answer.failure };
  }
  if (answer.status === 401 || answer.status === 403) {
    return { name: host, state: 'broken', text: 'rejects the token' };
  }
  if (answer.status >= 300) {
    const text = `answers with status ${answer.status}`;
    return { name: host, state: 'broken', text };
  }
  return { name: host, state: 'ok', text: 'answers and accepts the token' };
}
