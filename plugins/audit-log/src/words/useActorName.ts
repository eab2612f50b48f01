import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { auditLogTranslationRef } from '../translation';
import { describeActor } from './describeActor';

/** Says who acted. */
export function useActorName() {
  const { t } = useTranslationRef(auditLogTranslationRef);
  return useCallback(
    (stored: string | undefined) => {
      const actor = describeActor(stored);
      if (actor.kind === 'unknown') {
        return t('unknownPerson');
      }
      return actor.kind === 'service'
        ? t('service', { name: actor.name })
        : actor.name;
    },
    [t],
  );
}
