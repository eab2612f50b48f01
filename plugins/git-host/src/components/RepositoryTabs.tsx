import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import { NavLink } from 'react-router-dom';
import { useRepositoryLink } from '../hooks/useRepositoryLink';
import { gitHostTranslationRef } from '../translation';
import styles from './Page.module.css';

/** Links to the parts of a repository; each has an address of its own. */
export function RepositoryTabs(props: { id: RepositoryId }) {
  const { t } = useTranslationRef(gitHostTranslationRef);
  const link = useRepositoryLink(props.id);
  return (
    <nav className={styles.tabs} aria-label={t('sections')}>
      <NavLink className={styles.tab} to={link} end>
        {t('files')}
      </NavLink>
      <NavLink className={styles.tab} to={`${link}/branches`}>
        {t('branches')}
      </NavLink>
      <NavLink className={styles.tab} to={`${link}/commits`}>
        {t('commits')}
      </NavLink>
      <NavLink className={styles.tab} to={`${link}/pull-requests`}>
        {t('pullRequests')}
      </NavLink>
    </nav>
  );
}
