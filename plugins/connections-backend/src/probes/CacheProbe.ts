import { RootConfigService } from '@backstage/backend-plugin-api';
import { reachTcp } from '../lib/reachTcp';
import { ConnectionProbe, ProbeResult } from './ConnectionProbe';

/** The cache that plugins share: memory, or a Redis-compatible server. */
export class CacheProbe implements ConnectionProbe {
  readonly id = 'cache';
  readonly title = 'Cache';
  readonly guide = {
    snippet: [
      'backend:',
      '  cache:',
      '    store: redis',
      '    connection: ${REDIS_URL}',
    ].join('\n'),
    docs: 'https://backstage.io/docs/overview/architecture-overview/#cache',
  };
  readonly #config: RootConfigService;

  constructor(options: { config: RootConfigService }) {
    this.#config = options.config;
  }

  async check(signal: AbortSignal): Promise<ProbeResult> {
    const store =
      this.#config.getOptionalString('backend.cache.store') ?? 'memory';
    const address = this.#config.getOptional('backend.cache.connection');
    if (store === 'memory' || typeof address !== 'string') {
      return {
        state: 'ok',
        reason: `The cache is in ${
          store === 'memory' ? 'memory, which is right for one process' : store
        }.`,
      };
    }
    const { hostname, port } = new URL(address);
    const failure = await reachTcp(hostname, Number(port || 6379), signal);
    if (failure) {
      return {
        state: 'broken',
        reason: 'The cache server cannot be used.',
        fix: 'Start the cache server, or correct backend.cache.connection and restart the portal.',
        detail: [{ name: hostname, state: 'broken', text: failure }],
      };
    }
    return {
      state: 'ok',
      reason: `The cache is in ${store}.`,
      detail: [{ name: hostname, state: 'ok', text: 'accepts connections' }],
    };
  }
}
