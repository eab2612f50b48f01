import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Plan } from '@notes/plugin-golden-path-common';
import { PartTabs } from '@notes/plugin-portal-react';
import { goldenPathTranslationRef } from '../translation';
import { ChecksTab } from './ChecksTab';
import { ClaimsTab } from './ClaimsTab';
import { CostTab } from './CostTab';
import { FilesTab } from './FilesTab';
import { KubernetesTab } from './KubernetesTab';
import { Overview } from './Overview';

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
    <PartTabs
      label={t('tabs.label')}
      parts={PARTS.map(({ id, Part }) => ({
        id,
        title: t(`tabs.${id}`),
        content: <Part plan={props.plan} />,
      }))}
    />
  );
}
