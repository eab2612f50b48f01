import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ReactNode } from 'react';
import { Link } from 'react-router-dom';
import { NavEntry } from './arrangeNav';
import styles from './PortalNav.module.css';
import { navTranslationRef } from './translation';

interface NavLinkItemProps {
  entry: NavEntry;
  current: boolean;
  /** The words are hidden, so the browser shows them under the pointer. */
  narrow?: boolean;
  onFollow?: () => void;
  children?: ReactNode;
}

/** The words for an entry: ours where we have them, else those of its plugin. */
export function useEntryTitle() {
  const { t } = useTranslationRef(navTranslationRef);
  return (entry: NavEntry): string =>
    'key' in entry.title ? t(entry.title.key as 'home') : entry.title.text;
}

/** One line of the navigation. */
export function NavLinkItem(props: NavLinkItemProps) {
  const { entry, current, narrow, onFollow, children } = props;
  const title = useEntryTitle()(entry);
  return (
    <li>
      <Link
        to={entry.href}
        className={styles.link}
        aria-current={current ? 'page' : undefined}
        title={narrow ? title : undefined}
        onClick={onFollow}
      >
        <span className={styles.icon} aria-hidden>
          {entry.icon}
        </span>
        <span className={styles.words}>{title}</span>
        {children}
      </Link>
    </li>
  );
}
