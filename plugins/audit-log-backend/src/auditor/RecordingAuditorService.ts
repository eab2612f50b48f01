import { randomUUID } from 'node:crypto';
import {
  DefaultAuditorService,
  type AuditorEvent,
  type AuditorLogFunction,
} from '@backstage/backend-defaults/auditor';
import type {
  AuditorService,
  AuditorServiceCreateEventOptions,
  AuditorServiceEvent,
  AuthService,
  HttpAuthService,
  PluginMetadataService,
} from '@backstage/backend-plugin-api';
import { SEVERITIES, type AuditLogOptions } from '../config';
import { toAuditEvent } from '../record/toAuditEvent';
import type { AuditQueue } from '../queue/AuditQueue';

/** @internal */
export interface RecordingAuditorOptions {
  auth: AuthService;
  httpAuth: HttpAuthService;
  plugin: PluginMetadataService;
  log: AuditorLogFunction;
  queue: AuditQueue;
  settings: AuditLogOptions;
  now?: () => Date;
}

/**
 * The stock auditor, which also files each event that matters.
 *
 * @internal
 */
export class RecordingAuditorService implements AuditorService {
  readonly #options: Required<RecordingAuditorOptions>;

  static create(options: RecordingAuditorOptions) {
    return new RecordingAuditorService(options);
  }

  private constructor(options: RecordingAuditorOptions) {
    this.#options = {
      now: () => new Date(),
      ...options,
      httpAuth: acceptForeignTokens(options),
    };
  }

  async createEvent(
    options: AuditorServiceCreateEventOptions,
  ): Promise<AuditorServiceEvent> {
    const moment = { id: randomUUID(), startedAt: this.#options.now() };
    // One stock auditor for each event, so that its beginning and its end are known to be one.
    const auditor = DefaultAuditorService.create(async event => {
      await this.#options.log(event);
      this.#record(event, moment);
    }, this.#options);
    return auditor.createEvent(options);
  }

  #record(event: AuditorEvent, moment: { id: string; startedAt: Date }): void {
    const { queue, settings, now } = this.#options;
    const isKept =
      SEVERITIES.indexOf(event.severityLevel) >=
      SEVERITIES.indexOf(settings.minimumSeverity);
    if (isKept) {
      queue.add(toAuditEvent(event, { ...moment, now: now() }, settings));
    }
  }
}

/**
 * A request may carry a token that only its own plugin can read, such as the
 * one of a git push. The stock auditor would fail such a request.
 */
function acceptForeignTokens({
  auth,
  httpAuth,
}: Pick<RecordingAuditorOptions, 'auth' | 'httpAuth'>): HttpAuthService {
  return {
    issueUserCookie: (...args) => httpAuth.issueUserCookie(...args),
    credentials: async (request, options) => {
      try {
        return await httpAuth.credentials(request, options);
      } catch {
        // The types tie the answer to the options, which the stock auditor does not give.
        return (await auth.getNoneCredentials()) as never;
      }
    },
  };
}
