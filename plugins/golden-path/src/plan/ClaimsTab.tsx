import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { Plan } from '@notes/plugin-golden-path-common';
import { goldenPathTranslationRef } from '../translation';
import { ComposedResources } from './ComposedResources';
import { ObjectBrowser } from './ObjectBrowser';
import styles from './Plan.module.css';
import { PlanPart } from './PlanPart';
import { SectionState } from './SectionState';

/** What the service claims from the platform, and what the platform makes for it. */
export function ClaimsTab(props: { plan: Plan }) {
  const { claims, composed } = props.plan;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (claims.length === 0) {
    return <Text>{t('claims.none')}</Text>;
  }
  return (
    <div className={styles.column}>
      <PlanPart title={t('claims.title')}>
        <ObjectBrowser
          label={t('claims.objects')}
          objects={claims.map(claim => ({ ...claim, note: claim.path }))}
        />
      </PlanPart>
      <PlanPart title={t('claims.composed')}>
        <SectionState section={composed}>
          {resources => <ComposedResources resources={resources} />}
        </SectionState>
      </PlanPart>
    </div>
  );
}
