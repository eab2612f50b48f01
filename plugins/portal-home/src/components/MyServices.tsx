import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { listStyles } from '@notes/plugin-portal-react';
import { useMyServices } from '../hooks/useMyServices';
import { externalRoutes } from '../routes';
import { portalHomeTranslationRef } from '../translation';
import { Section } from './Section';
import styles from './Section.module.css';
import { ServiceRow } from './ServiceRow';

interface MyServicesProps {
  ownership: string[] | undefined;
}

/** The services of the person and their groups, with the state of each. */
export function MyServices(props: MyServicesProps) {
  const { ownership } = props;
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const catalog = useRouteRef(externalRoutes.catalog)?.();
  const query = useMyServices(ownership);
  return (
    <Section
      title={t('services')}
      query={query}
      allHref={catalog && `${catalog}?filters[user]=owned`}
      rows={4}
      isEmpty={({ entities }) => entities.length === 0}
      empty={
        <p className={styles.empty}>
          {t('servicesEmpty')}
          {catalog && (
            <Link to={`${catalog}?filters[user]=all`}>
              {t('servicesEmptyBrowse')}
            </Link>
          )}
        </p>
      }
    >
      {({ entities, total }) => (
        <>
          <ul className={`${listStyles.list} ${listStyles.flush}`}>
            {entities.map(entity => (
              <ServiceRow
                key={entity.metadata.uid ?? entity.metadata.name}
                entity={entity}
              />
            ))}
          </ul>
          {total > entities.length && (
            <p className={styles.more}>
              {t('servicesMore', {
                shown: String(entities.length),
                total: String(total),
              })}
            </p>
          )}
        </>
      )}
    </Section>
  );
}
