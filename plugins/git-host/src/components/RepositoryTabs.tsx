import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import { LinkTabs } from '@notes/plugin-portal-react';
import { useRepositoryLink } from '../hooks/useRepositoryLink';
import { gitHostTranslationRef } from '../translation';

/** Links to the parts of a repository; each has an address of its own. */
export function RepositoryTabs(props: { id: RepositoryId }) {
  const { t } = useTranslationRef(gitHostTranslationRef);
  const link = useRepositoryLink(props.id);
  return (
    <LinkTabs
      label={t('sections')}
      links={[
        { to: link, title: t('files'), end: true },
        { to: `${link}/branches`, title: t('branches') },
        { to: `${link}/commits`, title: t('commits') },
        { to: `${link}/pull-requests`, title: t('pullRequests') },
      ]}
    />
  );
}
