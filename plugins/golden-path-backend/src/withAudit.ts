import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/** Runs an action and writes its outcome to the audit log, refusals included. */
export async function withAudit<T>(
  auditor: AuditorService,
  event: { eventId: string; request?: Request; meta: JsonObject },
  action: () => Promise<T>,
  describe?: (result: T) => JsonObject,
): Promise<T> {
  const entry = await auditor.createEvent({
    ...event,
    severityLevel: 'medium',
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
