import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Repository } from '@notes/plugin-git-host-common';
import { Link } from 'react-router-dom';
import { listStyles } from '@notes/plugin-portal-react';
import { gitHostTranslationRef } from '../translation';
import { CopyField } from './CopyField';
import styles from './Page.module.css';

/** A repository without a commit, and how to make the first one. */
export function EmptyRepository(props: { repository: Repository }) {
  const { cloneUrl, defaultBranch } = props.repository;
  const { t } = useTranslationRef(gitHostTranslationRef);
  return (
    <section className={styles.panel} aria-label={t('empty')}>
      <div className={styles.empty}>
        <strong>{t('empty')}</strong>
        <p className={listStyles.note}>{t('emptyHint')}</p>
        <CopyField
          label={t('cloneUrl')}
          value={`git push ${cloneUrl} HEAD:${defaultBranch}`}
        />
        <p className={listStyles.note}>
          {t('pushHint')}{' '}
          <Link className={styles.link} to="/settings/access-tokens">
            {t('makeToken')}
          </Link>
        </p>
      </div>
    </section>
  );
}
