import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import { RiGitBranchLine } from '@remixicon/react';
import { Link } from 'react-router-dom';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { useRepositoryLink } from '../hooks/useRepositoryLink';
import { formatTime } from '../lib/format';
import { writeLocation } from '../lib/readLocation';
import { gitHostTranslationRef } from '../translation';
import { Loaded } from './Loaded';
import styles from './Page.module.css';

/** The branches, each leading to its files. */
export function Branches(props: { id: RepositoryId }) {
  const { owner, name } = props.id;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const link = useRepositoryLink(props.id);
  const query = useQuery(
    () => api.listBranches({ owner, name }),
    [api, owner, name],
  );
  return (
    <section className={styles.panel} aria-label={t('branches')}>
      <Loaded query={query} what={t('branches')}>
        {branches =>
          branches.length === 0 ? (
            <p className={styles.note}>{t('noBranches')}</p>
          ) : (
            <ul className={styles.list}>
              {branches.map(branch => (
                <li key={branch.name} className={styles.row}>
                  <span className={styles.main}>
                    <Link
                      className={styles.name}
                      to={`${link}${writeLocation({
                        ...{ ref: branch.name, path: '', view: 'folder' },
                      })}`}
                    >
                      <RiGitBranchLine aria-hidden />
                      {branch.name}
                    </Link>
                    <span className={styles.note}> {branch.subject}</span>
                  </span>
                  {branch.isDefault && (
                    <span className={styles.chip}>{t('defaultBranch')}</span>
                  )}
                  <span className={styles.note}>
                    {formatTime(branch.committedAt)}
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
