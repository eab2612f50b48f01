import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Plan } from '@notes/plugin-golden-path-common';
import type { ReactNode } from 'react';
import { formatBytes, formatMoney } from '@notes/plugin-portal-react';
import { useNames } from '@notes/plugin-golden-path-react';
import { goldenPathTranslationRef } from '../translation';
import styles from './Facts.module.css';

/** The plan in six numbers and words. */
export function Facts(props: { plan: Plan }) {
  const { plan } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { files, totalBytes, policy, cost, scorecard, approval } = plan;
  const objects = countObjects(plan);
  const nameOf = useNames(approval.approvers);
  return (
    <dl className={styles.facts} aria-label={t('facts.label')}>
      <Fact name={t('facts.files')}>
        {t('facts.filesValue', {
          amount: String(files.length),
          size: formatBytes(totalBytes),
        })}
      </Fact>
      <Fact name={t('facts.objects')}>
        {objects === undefined && t('facts.objectsUnknown')}
        {objects === 0 && t('facts.objectsNone')}
        {objects !== undefined &&
          objects > 0 &&
          t('facts.objectsValue', {
            amount: String(objects),
            environments: plan.environments.map(({ name }) => name).join(', '),
          })}
      </Fact>
      <Fact name={t('facts.checks')} look={policy.verdict}>
        {t(`verdict.${policy.verdict}`)}
      </Fact>
      <Fact name={t('facts.cost')}>
        {cost.state === 'available'
          ? t('facts.costValue', {
              amount: formatMoney(cost.data.monthly, cost.data.currency),
            })
          : t('facts.costNone')}
      </Fact>
      <Fact name={t('facts.scorecard')}>
        {scorecard.state === 'available'
          ? scorecard.data.level
          : t('facts.scorecardNone')}
      </Fact>
      <Fact name={t('facts.approval')}>
        {approval.required
          ? approval.approvers.map(nameOf).join(', ')
          : t('facts.approvalNone')}
      </Fact>
    </dl>
  );
}

function Fact(props: { name: string; look?: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{props.name}</dt>
      <dd data-look={props.look}>{props.children}</dd>
    </div>
  );
}

/** Undefined when there are objects that nobody has rendered. */
function countObjects({ environments }: Plan): number | undefined {
  let sum = 0;
  for (const { manifests } of environments) {
    if (manifests.state !== 'available') {
      return undefined;
    }
    sum += manifests.data.length;
  }
  return environments.length > 0 ? sum : undefined;
}
