import { OwnApi } from '../lib/OwnApi';
import { ConnectionProbe, ProbeResult } from './ConnectionProbe';

/** A part that is a plugin of the portal itself, asked over its own HTTP API. */
export class OwnPluginProbe implements ConnectionProbe {
  readonly id: string;
  readonly title: string;
  readonly #options: OwnPluginProbeOptions;

  constructor(options: OwnPluginProbeOptions) {
    this.id = options.id;
    this.title = options.title;
    this.#options = options;
  }

  async check(signal: AbortSignal): Promise<ProbeResult> {
    const { api, pluginId, path, good, title } = this.#options;
    const answer = await api.get(pluginId, path, { signal });
    if (answer.status === 200) {
      return { state: 'ok', reason: good };
    }
    const text =
      answer.status === undefined
        ? answer.failure
        : `answers with status ${answer.status}`;
    return {
      state: 'broken',
      reason: `${title} does not work.`,
      fix: 'Read the log of the portal for the cause, and restart it with "npm start".',
      detail: [{ name: `plugin ${pluginId}`, state: 'broken', text }],
    };
  }
}

/** What an {@link OwnPluginProbe} asks, and what it says when all is well. */
export interface OwnPluginProbeOptions {
  id: string;
  title: string;
  api: OwnApi;
  pluginId: string;
  path: string;
  good: string;
}
