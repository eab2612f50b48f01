import { MarkdownContent } from '@backstage/core-components';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RepositoryId } from '@notes/plugin-git-host-common';
import { listStyles } from '@notes/plugin-portal-react';
import { gitHostApiRef } from '../apis';
import { useKeyboardScroll } from '../hooks/useKeyboardScroll';
import { useQuery } from '../hooks/useQuery';
import { writeLocation } from '../lib/readLocation';
import { gitHostTranslationRef } from '../translation';
import { Loaded } from './Loaded';
import styles from './Page.module.css';

/** The README of a branch, when there is one. */
export function Readme(props: {
  id: RepositoryId;
  gitRef: string;
  /** The page that shows files, when it is not this one. */
  baseUrl?: string;
}) {
  const { id, gitRef, baseUrl = '' } = props;
  const { owner, name } = id;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const api = useApi(gitHostApiRef);
  const text = useKeyboardScroll();
  const query = useQuery(
    // What may be missing travels in a box, so that "none" is not "loading".
    async () => ({
      readme: await api.getReadme({ owner, name }, { ref: gitRef }),
    }),
    [api, owner, name, gitRef],
  );
  const resolveLink = (href: string) =>
    /^(?:[a-z][a-z0-9+.-]*:|#|\/)/i.test(href)
      ? href
      : `${baseUrl}${writeLocation({
          ...{ ref: gitRef, path: href.replace(/^\.\//, ''), view: 'file' },
        })}`;
  if (query.value && !query.value.readme) {
    return null;
  }
  return (
    <section className={styles.panel} aria-label="README">
      <Loaded query={query} what="README">
        {({ readme }) =>
          readme?.content === undefined ? (
            <p className={listStyles.note}>{t('binary')}</p>
          ) : (
            <div ref={text}>
              <MarkdownContent
                className={styles.prose}
                content={readme.content}
                dialect="gfm"
                transformLinkUri={resolveLink}
              />
            </div>
          )
        }
      </Loaded>
    </section>
  );
}
