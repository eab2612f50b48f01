import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import {
  pullRequestCreatePermission,
  PullRequestDetail,
  pullRequestMergePermission,
  RepositoryId,
} from '@notes/plugin-git-host-common';
import { listStyles } from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useAction } from '../hooks/useAction';
import { useAllowed } from '../hooks/useAllowed';
import { gitHostTranslationRef } from '../translation';
import styles from './Page.module.css';

interface MergePanelProps {
  id: RepositoryId;
  pull: PullRequestDetail;
  onChange: () => void;
}

/** Ends an open pull request, or says what stands in the way. */
export function MergePanel(props: MergePanelProps) {
  const { id, pull, onChange } = props;
  const { number, conflicts } = pull;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const { pending, error, run } = useAction();
  const mayMerge = useAllowed(pullRequestMergePermission, id);
  const mayClose = useAllowed(pullRequestCreatePermission, id);
  const end = async (action: () => Promise<unknown>) => {
    if (await run(action)) {
      onChange();
    }
  };
  return (
    <>
      {conflicts.length > 0 && (
        <Alert
          status="warning"
          icon
          title={t('conflicts', {
            ...{ source: pull.sourceBranch, target: pull.targetBranch },
          })}
          description={conflicts.join(', ')}
        />
      )}
      {error && (
        <Alert
          role="alert"
          status="danger"
          icon
          title={t('actionFailed')}
          description={error.message}
        />
      )}
      <div className={styles.toolbar}>
        {mayMerge ? (
          <Button
            variant="primary"
            isPending={pending}
            isDisabled={conflicts.length > 0}
            onPress={() => end(() => api.mergePullRequest(id, number))}
          >
            {t('merge')}
          </Button>
        ) : (
          <span className={listStyles.note}>{t('mergeDenied')}</span>
        )}
        {mayClose && (
          <Button
            variant="secondary"
            isDisabled={pending}
            onPress={() => end(() => api.closePullRequest(id, number))}
          >
            {t('close')}
          </Button>
        )}
      </div>
    </>
  );
}
