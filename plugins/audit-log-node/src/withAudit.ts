import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/**
 * What happens, and who asked for it: the request where there is one, else the credentials, for work such as a step
 * of a task that runs without a request.
 *
 * @public
 */
export type AuditedEvent = { eventId: string; meta: JsonObject } & (
  | { request?: Request; credentials?: undefined }
  | { credentials: BackstageCredentials; request?: undefined }
);

/**
 * Runs an action and writes its outcome to the audit log, refusals included.
 *
 * @public
 */
export async function withAudit<T>(
  auditor: AuditorService,
  { eventId, request, credentials, meta }: AuditedEvent,
  action: () => Promise<T>,
  describe?: (result: T) => JsonObject,
): Promise<T> {
  const entry = await auditor.createEvent({
    eventId,
    request,
    severityLevel: 'medium',
    meta: credentials ? { ...meta, actor: nameOf(credentials) } : meta,
  });
  try {
    const result = await action();
    await entry.success({ meta: describe?.(result) });
    return result;
  } catch (error) {
    await entry.fail({ error: toError(error) });
    throw error;
  }
}

function nameOf({ principal }: BackstageCredentials): string {
  const { userEntityRef, subject } = principal as {
    userEntityRef?: string;
    subject?: string;
  };
  return userEntityRef ?? subject ?? 'nobody';
}
