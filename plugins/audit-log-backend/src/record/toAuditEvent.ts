import type { AuditorEvent } from '@backstage/backend-defaults/auditor';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { JsonValue } from '@backstage/types';
import type { AuditEvent } from '@notes/plugin-audit-log-common';
import type { AuditLogOptions } from '../config';
import { cleanText } from './cleanText';
import { selectMeta } from './selectMeta';

function asEntityRef(value: JsonValue | undefined): string | undefined {
  if (typeof value !== 'string' || value.length > 200) {
    return undefined;
  }
  try {
    return stringifyEntityRef(parseEntityRef(value));
  } catch {
    return undefined;
  }
}

/**
 * Names who is behind the event. Work that the portal does for a person, such
 * as running their task, is filed under the person; so is a request whose
 * token only its plugin can read, such as a git push.
 */
function findActor({ actor, meta }: AuditorEvent): string | undefined {
  if (actor.actorId?.startsWith('user:')) {
    return actor.actorId;
  }
  const person = asEntityRef(meta?.actor) ?? asEntityRef(meta?.createdBy);
  return person?.startsWith('user:') ? person : actor.actorId;
}

function findRequest(
  { request, actor }: AuditorEvent,
  storeAddresses: boolean,
): AuditEvent['request'] {
  if (!request) {
    return undefined;
  }
  // Query strings carry tokens and search words.
  const [path] = request.url.split(/[?#]/);
  return {
    method: request.method,
    path: cleanText(path),
    address: storeAddresses ? actor.ip : undefined,
  };
}

function findAction({ plugin, eventId, meta }: AuditorEvent): string {
  const kind = meta?.actionType ?? meta?.queryType;
  const parts = [plugin, eventId, ...(typeof kind === 'string' ? [kind] : [])];
  return cleanText(parts.join('.')).slice(0, 200);
}

/**
 * Turns what a plugin reports into what is kept.
 *
 * @internal
 */
export function toAuditEvent(
  event: AuditorEvent,
  moment: { id: string; startedAt: Date; now: Date },
  options: AuditLogOptions,
): AuditEvent {
  return {
    id: moment.id,
    time: moment.startedAt.toISOString(),
    completedAt:
      event.status === 'initiated' ? undefined : moment.now.toISOString(),
    actor: findActor(event),
    plugin: event.plugin,
    action: findAction(event),
    severity: event.severityLevel,
    status: event.status,
    entityRef:
      asEntityRef(event.meta?.entityRef) ??
      asEntityRef(event.meta?.templateRef) ??
      asEntityRef(event.meta?.rootEntityRef),
    request: findRequest(event, options.storeAddresses),
    meta: selectMeta(event.meta, options.extraMetaKeys),
    error:
      event.status === 'failed'
        ? // A refusal by the stock plugins has a name only.
          cleanText(event.error.message || event.error.name)
        : undefined,
  };
}
