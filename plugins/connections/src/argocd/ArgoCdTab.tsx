import { lazy, Suspense } from 'react';
import { Progress, useTranslationRef } from '@backstage/frontend-plugin-api';
import { ConnectionGate } from '../components/ConnectionGate';
import { connectionsTranslationRef } from '../translation';

const StockArgoCdContent = lazy(() =>
  import('./StockArgoCdContent').then(m => ({ default: m.StockArgoCdContent })),
);

/** What Argo CD knows about a component, or how to connect Argo CD. */
export function ArgoCdTab() {
  const { t } = useTranslationRef(connectionsTranslationRef);
  return (
    <ConnectionGate
      partId="argocd"
      emptyTitle={t('argocd.title')}
      shows={t('argocd.shows')}
    >
      <Suspense fallback={<Progress />}>
        <StockArgoCdContent />
      </Suspense>
    </ConnectionGate>
  );
}
