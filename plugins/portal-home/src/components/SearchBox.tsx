import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiSearchLine } from '@remixicon/react';
import { FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { externalRoutes } from '../routes';
import { portalHomeTranslationRef } from '../translation';
import styles from './SearchBox.module.css';

/** The first thing on Home: one field that searches everything. */
export function SearchBox() {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const searchRoute = useRouteRef(externalRoutes.search);
  const navigate = useNavigate();
  const [query, setQuery] = useState('');
  if (!searchRoute) {
    return null;
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = query.trim();
    navigate(
      words
        ? `${searchRoute()}?query=${encodeURIComponent(words)}`
        : searchRoute(),
    );
  };
  return (
    <form role="search" className={styles.form} onSubmit={submit}>
      <RiSearchLine className={styles.icon} aria-hidden />
      <input
        type="search"
        className={styles.input}
        aria-label={t('searchLabel')}
        placeholder={t('searchPlaceholder')}
        value={query}
        maxLength={200}
        onChange={event => setQuery(event.target.value)}
      />
      <button type="submit" className={styles.submit}>
        {t('searchSubmit')}
      </button>
    </form>
  );
}
