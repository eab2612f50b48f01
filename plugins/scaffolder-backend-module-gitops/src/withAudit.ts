import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';

/** Runs a step for somebody and writes its outcome to the audit log. */
export async function withAudit<T>(
  auditor: AuditorService,
  event: {
    eventId: string;
    credentials: BackstageCredentials;
    meta: JsonObject;
  },
  action: () => Promise<T>,
  describe?: (result: T) => JsonObject,
): Promise<T> {
  const { eventId, credentials, meta } = event;
  const entry = await auditor.createEvent({
    eventId,
    severityLevel: 'medium',
    // The task runs without a request, so the person is told here.
    meta: { ...meta, actor: nameOf(credentials) },
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
