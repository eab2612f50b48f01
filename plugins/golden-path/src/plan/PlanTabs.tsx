import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import type { Plan } from '@notes/plugin-golden-path-common';
import { goldenPathTranslationRef } from '../translation';
import { ChecksTab } from './ChecksTab';
import { ClaimsTab } from './ClaimsTab';
import { CostTab } from './CostTab';
import { FilesTab } from './FilesTab';
import { KubernetesTab } from './KubernetesTab';
import { Overview } from './Overview';
import styles from './Plan.module.css';

const PARTS = [
  { id: 'overview', Part: Overview },
  { id: 'files', Part: FilesTab },
  { id: 'kubernetes', Part: KubernetesTab },
  { id: 'claims', Part: ClaimsTab },
  { id: 'checks', Part: ChecksTab },
  { id: 'cost', Part: CostTab },
] as const;

/** The parts of a plan. */
export function PlanTabs(props: { plan: Plan }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  return (
    <Tabs className={styles.tabs}>
      <div className={styles.tabList}>
        <TabList aria-label={t('tabs.label')}>
          {PARTS.map(({ id }) => (
            <Tab key={id} id={id}>
              {t(`tabs.${id}`)}
            </Tab>
          ))}
        </TabList>
      </div>
      {PARTS.map(({ id, Part }) => (
        <TabPanel key={id} id={id} className={styles.panel}>
          <Part plan={props.plan} />
        </TabPanel>
      ))}
    </Tabs>
  );
}
