import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { listStyles } from '@notes/plugin-portal-react';
import { useDocumented } from '../hooks/useDocumented';
import { entityPath, entityTitle } from '../lib/entityPath';
import { externalRoutes } from '../routes';
import { portalHomeTranslationRef } from '../translation';
import { Section } from './Section';
import styles from './Section.module.css';

/** What somebody who learns opens first. */
export function Documentation() {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const docsRoute = useRouteRef(externalRoutes.docsOf);
  return (
    <Section
      title={t('documentation')}
      query={useDocumented()}
      allHref={useRouteRef(externalRoutes.docs)?.()}
      isEmpty={entities => entities.length === 0}
      empty={<p className={styles.empty}>{t('documentationEmpty')}</p>}
    >
      {entities => (
        <ul className={`${listStyles.list} ${listStyles.flush}`}>
          {entities.map(entity => (
            <li
              key={`${entity.kind}/${entity.metadata.name}`}
              className={listStyles.row}
            >
              <div className={listStyles.main}>
                <Link
                  to={docsRoute?.({ ...entityPath(entity) }) ?? '/'}
                  className={styles.name}
                >
                  {entityTitle(entity)}
                </Link>
                <span className={listStyles.note}>
                  {entity.metadata.description}
                </span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
