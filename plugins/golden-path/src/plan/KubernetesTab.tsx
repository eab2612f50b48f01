import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  Plan,
  PlanEnvironment,
  PlanManifest,
} from '@notes/plugin-golden-path-common';
import { PartTabs } from '@notes/plugin-portal-react';
import { goldenPathTranslationRef } from '../translation';
import { ObjectBrowser } from './ObjectBrowser';
import styles from './Plan.module.css';
import { SectionState } from './SectionState';

/** What each environment would run. */
export function KubernetesTab(props: { plan: Plan }) {
  const { environments } = props.plan;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (environments.length === 0) {
    return <Text>{t('kubernetes.noEnvironments')}</Text>;
  }
  return (
    <PartTabs
      label={t('kubernetes.environments')}
      parts={environments.map(environment => ({
        id: environment.name,
        title: environment.name,
        content: <Environment environment={environment} />,
      }))}
    />
  );
}

function Environment({ environment }: { environment: PlanEnvironment }) {
  const { name, namespace, manifests } = environment;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  return (
    <div className={styles.column}>
      {namespace && (
        <p className={styles.note}>
          {t('kubernetes.namespace', { name: namespace })}
        </p>
      )}
      <SectionState section={manifests}>
        {objects => <Manifests environment={name} objects={objects} />}
      </SectionState>
    </div>
  );
}

function Manifests(props: { environment: string; objects: PlanManifest[] }) {
  const { environment, objects } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (objects.length === 0) {
    return <Text>{t('kubernetes.empty')}</Text>;
  }
  return (
    <ObjectBrowser
      label={t('kubernetes.objects', { environment })}
      objects={objects.map(object => ({
        ...object,
        note: t(`kubernetes.${object.source}`),
      }))}
    />
  );
}
