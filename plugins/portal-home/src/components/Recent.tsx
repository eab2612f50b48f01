import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from 'react-router-dom';
import { listStyles } from '@notes/plugin-portal-react';
import { useRecent } from '../hooks/useRecent';
import { visitTitle } from '../lib/visitTitle';
import { portalHomeTranslationRef } from '../translation';
import { Section } from './Section';
import styles from './Section.module.css';

/** The way back to where the person just was. */
export function Recent() {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  return (
    <Section
      title={t('recent')}
      query={useRecent()}
      isEmpty={visits => visits.length === 0}
      empty={<p className={styles.empty}>{t('recentEmpty')}</p>}
    >
      {visits => (
        <ul className={`${listStyles.list} ${listStyles.flush}`}>
          {visits.map(visit => (
            <li key={visit.id} className={listStyles.row}>
              <Link to={visit.pathname} className={styles.name}>
                {visitTitle(visit)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
