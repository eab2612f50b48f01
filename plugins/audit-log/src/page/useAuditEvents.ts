import { useApi } from '@backstage/frontend-plugin-api';
import { toError } from '@backstage/errors';
import type {
  AuditEvent,
  AuditEventQuery,
} from '@notes/plugin-audit-log-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { auditLogApiRef } from '../auditLogApiRef';

export interface AuditEventsState {
  /** Absent until the first answer. Kept, as stale, while the next one comes or fails. */
  events?: AuditEvent[];
  nextCursor?: string;
  loading: boolean;
  error?: Error;
}

/** Lists the events page by page. An answer to an outdated question is ignored. */
export function useAuditEvents(query: AuditEventQuery) {
  const api = useApi(auditLogApiRef);
  const [state, setState] = useState<AuditEventsState>({ loading: true });
  const question = useRef(0);

  const ask = useCallback(
    async (cursor?: string) => {
      question.current += 1;
      const asked = question.current;
      setState(({ error: _, ...old }) => ({ ...old, loading: true }));
      try {
        const page = await api.listEvents({ ...query, cursor });
        if (asked === question.current) {
          setState(old => ({
            events: cursor
              ? [...(old.events ?? []), ...page.items]
              : page.items,
            nextCursor: page.nextCursor,
            loading: false,
          }));
        }
      } catch (error) {
        if (asked === question.current) {
          setState(old => ({ ...old, loading: false, error: toError(error) }));
        }
      }
    },
    [api, query],
  );

  useEffect(() => {
    // Failures end in the state.
    void ask();
  }, [ask]);

  return {
    ...state,
    reload: () => ask(),
    loadOlder: () => ask(state.nextCursor),
  };
}
