import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PullRequestCheck } from '@notes/plugin-git-host-common';
import { listStyles } from '@notes/plugin-portal-react';
import { gitHostTranslationRef } from '../translation';
import styles from './Page.module.css';
import { StateChip } from './StateChip';

/** What the checks of a pull request say. */
export function Checks(props: { checks: PullRequestCheck[] }) {
  const { checks } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  return (
    <section className={styles.panel} aria-label={t('checks')}>
      <h3 className={styles.heading}>{t('checks')}</h3>
      {checks.length === 0 ? (
        <p className={listStyles.note}>{t('noChecks')}</p>
      ) : (
        <ul className={listStyles.list}>
          {checks.map(check => (
            <li key={check.name} className={listStyles.row}>
              <StateChip state={check.state} />
              <span className={listStyles.main}>
                <strong>{check.name}</strong>{' '}
                <span className={listStyles.note}>{check.summary}</span>
              </span>
              {check.url && (
                <a className={styles.link} href={check.url} rel="noreferrer">
                  {t('details')}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
