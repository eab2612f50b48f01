import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { unregisterApiRef } from './unregisterApi';

/** The plan for an entity, and what carries it out. */
export function useUnregister(entityRef: string) {
  const api = useApi(unregisterApiRef);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const plan = useAsyncRetry(() => api.plan(entityRef), [api, entityRef]);

  async function unregister(): Promise<'done' | 'failed'> {
    setIsBusy(true);
    setFailure(undefined);
    try {
      await api.unregister(entityRef);
      return 'done';
    } catch (error) {
      setFailure(messageOf(error));
      return 'failed';
    } finally {
      setIsBusy(false);
    }
  }

  return {
    plan: plan.value,
    error: plan.error && messageOf(plan.error),
    retry: plan.retry,
    unregister,
    isBusy,
    failure,
  };
}

/** The words of the server without the status in front of them. */
function messageOf(error: unknown): string {
  const { body, message } = error as {
    body?: { error?: { message?: string } };
    message?: string;
  };
  return body?.error?.message ?? message ?? String(error);
}
