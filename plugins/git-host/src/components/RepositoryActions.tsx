import {
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  Repository,
  repositoryArchivePermission,
  repositoryDeletePermission,
} from '@notes/plugin-git-host-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { gitHostApiRef } from '../apis';
import { useAction } from '../hooks/useAction';
import { useAllowed } from '../hooks/useAllowed';
import { rootRouteRef } from '../routes';
import { gitHostTranslationRef } from '../translation';
import { DeleteDialog } from './DeleteDialog';
import { Failure } from './Loaded';

/** What people with the right may do to the whole repository. */
export function RepositoryActions(props: {
  repository: Repository;
  onChange: () => void;
}) {
  const { repository, onChange } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const navigate = useNavigate();
  const root = useRouteRef(rootRouteRef)?.() ?? '/repositories';
  const { pending, error, run } = useAction();
  const [asking, setAsking] = useState(false);
  const mayArchive = useAllowed(repositoryArchivePermission, repository);
  const mayDelete = useAllowed(repositoryDeletePermission, repository);

  const archive = async () => {
    await run(() => api.setArchived(repository, !repository.archived));
    onChange();
  };
  const remove = async () => {
    if (await run(() => api.deleteRepository(repository))) {
      navigate(root);
    }
  };
  return (
    <>
      {error && <Failure error={error} what={t('actionFailed')} />}
      {mayArchive && (
        <Button variant="secondary" isPending={pending} onPress={archive}>
          {repository.archived ? t('unarchive') : t('archive')}
        </Button>
      )}
      {mayDelete && (
        <Button
          variant="secondary"
          destructive
          isDisabled={pending}
          onPress={() => setAsking(true)}
        >
          {t('delete')}
        </Button>
      )}
      <DeleteDialog
        repository={`${repository.owner}/${repository.name}`}
        isOpen={asking}
        onClose={() => setAsking(false)}
        onConfirm={remove}
      />
    </>
  );
}
