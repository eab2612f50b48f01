import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { Link } from 'react-router-dom';
import { Chip, listStyles } from '@notes/plugin-portal-react';
import { Starred as StarredEntity, useStarred } from '../hooks/useStarred';
import { entityPath, entityTitle } from '../lib/entityPath';
import { portalHomeTranslationRef } from '../translation';
import { Section } from './Section';
import styles from './Section.module.css';

function StarredRow(props: { starred: StarredEntity }) {
  const { ref, entity } = props.starred;
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const entityRoute = useRouteRef(entityRouteRef);
  if (!entity) {
    return (
      <li className={listStyles.row}>
        <span className={listStyles.note}>
          {t('starredGone', { name: ref })}
        </span>
      </li>
    );
  }
  return (
    <li className={listStyles.row}>
      <Link
        to={entityRoute?.({ ...entityPath(entity) }) ?? '/'}
        className={styles.name}
      >
        {entityTitle(entity)}
      </Link>
      <Chip>{entity.kind}</Chip>
    </li>
  );
}

/** What the person keeps at hand. */
export function Starred() {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  return (
    <Section
      title={t('starred')}
      query={useStarred()}
      isEmpty={starred => starred.length === 0}
      empty={<p className={styles.empty}>{t('starredEmpty')}</p>}
    >
      {starred => (
        <ul className={`${listStyles.list} ${listStyles.flush}`}>
          {starred.map(one => (
            <StarredRow key={one.ref} starred={one} />
          ))}
        </ul>
      )}
    </Section>
  );
}
