import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PlanComposedResource } from '@notes/plugin-golden-path-common';
import { PartTabs } from '@notes/plugin-portal-react';
import { goldenPathTranslationRef } from '../translation';
import { ObjectBrowser } from './ObjectBrowser';
import styles from './Plan.module.css';

/** What the platform makes for the claims: each environment has its own. */
export function ComposedResources(props: {
  resources: PlanComposedResource[];
}) {
  const { resources } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const environments = [
    ...new Set(resources.map(({ environment }) => environment)),
  ];
  if (resources.length === 0) {
    return <p className={styles.note}>{t('claims.composedNone')}</p>;
  }
  if (environments.length === 1) {
    return <Browser resources={resources} environment={environments[0]} />;
  }
  return (
    <PartTabs
      label={t('claims.environments')}
      parts={environments.map(environment => ({
        id: environment ?? '',
        title: environment ?? t('claims.everywhere'),
        content: (
          <Browser
            environment={environment}
            resources={resources.filter(
              each => each.environment === environment,
            )}
          />
        ),
      }))}
    />
  );
}

function Browser(props: {
  resources: PlanComposedResource[];
  environment: string | undefined;
}) {
  const { resources, environment } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  return (
    <ObjectBrowser
      label={
        environment
          ? t('claims.composedIn', { environment })
          : t('claims.composed')
      }
      objects={resources.map(({ claim, resource, ...object }) => ({
        ...object,
        note: resource
          ? t('claims.asFor', { resource, claim })
          : t('claims.for', { claim }),
      }))}
    />
  );
}
