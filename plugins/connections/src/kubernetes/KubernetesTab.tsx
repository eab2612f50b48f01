import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ConnectionGate } from '../components/ConnectionGate';
import { connectionsTranslationRef } from '../translation';

/** The stock Kubernetes tab, or how to connect a cluster. */
export function KubernetesTab({ children }: { children: ReactNode }) {
  const { t } = useTranslationRef(connectionsTranslationRef);
  return (
    <ConnectionGate
      partId="kubernetes"
      emptyTitle={t('kubernetes.title')}
      shows={t('kubernetes.shows')}
    >
      {children}
    </ConnectionGate>
  );
}
