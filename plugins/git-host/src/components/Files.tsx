import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select } from '@backstage/ui';
import type { Branch, Repository } from '@notes/plugin-git-host-common';
import { useNavigate, useSearchParams } from 'react-router-dom';
import { gitHostApiRef } from '../apis';
import { useQuery } from '../hooks/useQuery';
import { Location, readLocation, writeLocation } from '../lib/readLocation';
import { gitHostTranslationRef } from '../translation';
import { CopyField } from './CopyField';
import { EmptyRepository } from './EmptyRepository';
import { FileView } from './FileView';
import { FolderView } from './FolderView';
import { Loaded } from './Loaded';
import styles from './Page.module.css';
import { Readme } from './Readme';

/** The folders and files of a branch, with the README below. */
export function Files(props: { repository: Repository }) {
  const { repository } = props;
  const { owner, name } = repository;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const branches = useQuery(
    () => api.listBranches({ owner, name }),
    [api, owner, name],
  );
  return (
    <Loaded query={branches} what={t('branches')}>
      {found =>
        found.length === 0 ? (
          <EmptyRepository repository={repository} />
        ) : (
          <FilesOf repository={repository} branches={found} />
        )
      }
    </Loaded>
  );
}

function FilesOf(props: { repository: Repository; branches: Branch[] }) {
  const { repository, branches } = props;
  const [search] = useSearchParams();
  const found = readLocation(search, branches);
  const location = { ...found, ref: found.ref ?? repository.defaultBranch };
  const at = { gitRef: location.ref, path: location.path };
  return (
    <>
      <Toolbar
        repository={repository}
        branches={branches}
        location={location}
      />
      {location.view === 'file' ? (
        <FileView id={repository} {...at} />
      ) : (
        <>
          <FolderView id={repository} {...at} />
          {location.path === '' && (
            <Readme id={repository} gitRef={location.ref} />
          )}
        </>
      )}
    </>
  );
}

function Toolbar(props: {
  repository: Repository;
  branches: Branch[];
  location: Location & { ref: string };
}) {
  const { repository, branches, location } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const navigate = useNavigate();
  const names = branches.map(branch => branch.name);
  // A tag or a commit is no branch, and still where the person is.
  const options = names.includes(location.ref)
    ? names
    : [location.ref, ...names];
  return (
    <div className={styles.toolbar}>
      <Select
        className={styles.branch}
        label={t('branch')}
        options={options.map(name => ({ id: name, label: name }))}
        selectedKey={location.ref}
        onSelectionChange={ref =>
          navigate(writeLocation({ ...location, ref: String(ref) }))
        }
      />
      <div className={styles.grow}>
        <CopyField
          label={t('cloneUrl')}
          value={`git clone ${repository.cloneUrl}`}
        />
      </div>
    </div>
  );
}
