import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, TabPanel, Tabs, Text } from '@backstage/ui';
import type { Plan, PlanManifest } from '@notes/plugin-golden-path-common';
import { goldenPathTranslationRef } from '../translation';
import styles from './Plan.module.css';
import { ObjectBrowser } from './ObjectBrowser';
import { SectionState } from './SectionState';

/** What each environment would run. */
export function KubernetesTab(props: { plan: Plan }) {
  const { environments } = props.plan;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (environments.length === 0) {
    return <Text>{t('kubernetes.noEnvironments')}</Text>;
  }
  return (
    <Tabs className={styles.tabs}>
      <TabList aria-label={t('kubernetes.environments')}>
        {environments.map(({ name }) => (
          <Tab key={name} id={name}>
            {name}
          </Tab>
        ))}
      </TabList>
      {environments.map(({ name, namespace, manifests }) => (
        <TabPanel key={name} id={name} className={styles.panel}>
          {namespace && (
            <p className={styles.note}>
              {t('kubernetes.namespace', { name: namespace })}
            </p>
          )}
          <SectionState section={manifests}>
            {objects => <Manifests environment={name} objects={objects} />}
          </SectionState>
        </TabPanel>
      ))}
    </Tabs>
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
