import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import type { Plan, PlanEffect } from '@notes/plugin-golden-path-common';
import {
  RiApps2Line,
  RiFlashlightLine,
  RiGitCommitLine,
  RiGitRepositoryLine,
} from '@remixicon/react';
import { listStyles } from '@notes/plugin-portal-react';
import { goldenPathTranslationRef } from '../translation';
import { Answers } from './Answers';
import own from './Overview.module.css';
import styles from './Plan.module.css';
import { PlanPart } from './PlanPart';

const ICONS = {
  repository: RiGitRepositoryLine,
  'catalog-entity': RiApps2Line,
  'gitops-commit': RiGitCommitLine,
  other: RiFlashlightLine,
};

/** What is created outside, who must approve it, and what it was made of. */
export function Overview(props: { plan: Plan }) {
  const { plan } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  return (
    <div className={own.columns}>
      <div className={styles.column}>
        <PlanPart title={t('overview.effects')}>
          {plan.effects.length === 0 ? (
            <p className={styles.note}>{t('overview.effectsNone')}</p>
          ) : (
            <ul className={`${listStyles.list} ${listStyles.flush}`}>
              {plan.effects.map(effect => (
                <Effect key={`${effect.step} ${effect.target}`} {...effect} />
              ))}
            </ul>
          )}
        </PlanPart>
        {plan.warnings.length > 0 && (
          <PlanPart title={t('overview.warnings')}>
            <ul className={styles.plain}>
              {plan.warnings.map(warning => (
                <li key={warning}>{warning}</li>
              ))}
            </ul>
          </PlanPart>
        )}
      </div>
      <div className={styles.column}>
        <PlanPart title={t('overview.approvers')}>
          <Approvers plan={plan} />
        </PlanPart>
        <PlanPart title={t('overview.scorecard')}>
          <Scorecard plan={plan} />
        </PlanPart>
        <PlanPart title={t('overview.answersOf')}>
          <Answers plan={plan} />
        </PlanPart>
      </div>
    </div>
  );
}

function Effect(effect: PlanEffect) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const Icon = ICONS[effect.kind];
  return (
    <li className={own.effect}>
      <Icon aria-hidden size={18} />
      <div>
        <strong>{t(`effect.${effect.kind}`)}</strong>{' '}
        <code className={styles.code}>{effect.target}</code>
        <p className={styles.note}>{effect.description}</p>
      </div>
    </li>
  );
}

function Approvers({ plan }: { plan: Plan }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { required, approvers } = plan.approval;
  if (!required) {
    return <p className={styles.note}>{t('overview.approversNone')}</p>;
  }
  return approvers.length === 0 ? (
    <p className={styles.note}>{t('overview.approversUnknown')}</p>
  ) : (
    <EntityRefLinks entityRefs={approvers} defaultKind="Group" />
  );
}

function Scorecard({ plan: { scorecard } }: { plan: Plan }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (scorecard.state === 'available') {
    const { level, explanation } = scorecard.data;
    return (
      <p className={styles.note}>
        {t('overview.scorecardStarts', { level })} {explanation}
      </p>
    );
  }
  return (
    <p className={styles.note}>
      {scorecard.state === 'failed'
        ? scorecard.reason
        : t('overview.scorecardNone')}
    </p>
  );
}
