import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Plan } from '@notes/plugin-golden-path-common';
import type { RefObject } from 'react';
import { CopyButton, formatTime } from '@notes/plugin-portal-react';
import { StateChip, standingOf } from '@notes/plugin-golden-path-react';
import { goldenPathTranslationRef } from '../translation';
import styles from './Plan.module.css';

const SHORT = 12;

/** What is planned, by whom, from what, until when, and the hash that names it. */
export function PlanHeader(props: {
  plan: Plan;
  headingRef: RefObject<HTMLHeadingElement>;
}) {
  const { plan, headingRef } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const standing = standingOf(plan);
  const name = plan.name ?? plan.templateTitle;
  const until = { time: formatTime(plan.expiresAt) };
  return (
    <header className={styles.header}>
      <div className={styles.titleRow}>
        <h2 className={styles.title} ref={headingRef} tabIndex={-1}>
          {t('header.title', { name })}
        </h2>
        <StateChip standing={standing} />
      </div>
      <p className={styles.note}>
        {t('header.from', {
          template: plan.templateTitle,
          version: plan.templateVersion,
        })}
        {' · '}
        {t('header.made', { time: formatTime(plan.createdAt) })}{' '}
        {t('header.madeBy')}{' '}
        <EntityRefLink entityRef={plan.createdBy} hideIcon />
        {' · '}
        {standing === 'expired'
          ? t('header.ended', until)
          : t('header.valid', until)}
      </p>
      <p className={styles.hash} title={t('header.hashHint')}>
        {t('header.hash')} <code>{plan.hash.slice(0, SHORT)}</code>
        <CopyButton text={plan.hash} label={t('header.copyHash')} />
      </p>
    </header>
  );
}
