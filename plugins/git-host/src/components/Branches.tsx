import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import { RiGitBranchLine } from '@remixicon/react';
import { Link } from 'react-router-dom';
import { Chip, formatTime, listStyles } from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { useRepositoryLink } from '../hooks/useRepositoryLink';
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
            <p className={listStyles.note}>{t('noBranches')}</p>
          ) : (
            <ul className={listStyles.list}>
              {branches.map(branch => (
                <li key={branch.name} className={listStyles.row}>
                  <span className={listStyles.main}>
                    <Link
                      className={listStyles.name}
                      to={`${link}${writeLocation({
                        ...{ ref: branch.name, path: '', view: 'folder' },
                      })}`}
                    >
                      <RiGitBranchLine aria-hidden />
                      {branch.name}
                    </Link>
                    <span className={listStyles.note}> {branch.subject}</span>
                  </span>
                  {branch.isDefault && <Chip>{t('defaultBranch')}</Chip>}
                  <span className={listStyles.note}>
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
