import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiCloseLine, RiMenuLine } from '@remixicon/react';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { AccountPanel } from './AccountPanel';
import { NavEntry, NavSection } from './arrangeNav';
import { isCurrent } from './isCurrent';
import styles from './MobileBar.module.css';
import { NavLinkItem } from './NavLinkItem';
import { navTranslationRef } from './translation';
import { UnreadCount } from './UnreadCount';

interface MobileBarProps {
  sections: NavSection[];
  foot: NavEntry[];
  hrefs: string[];
}

/** What a thumb reaches at once; everything else is one touch further. */
const MAIN = [
  'page:portal-home',
  'page:catalog',
  'page:scaffolder',
  'page:techdocs',
];

/** The navigation of a phone: four places and a sheet with all of them. */
export function MobileBar(props: MobileBarProps) {
  const { sections, foot, hrefs } = props;
  const { t } = useTranslationRef(navTranslationRef);
  const { pathname } = useLocation();
  const [open, setOpen] = useState(false);
  const sheet = useRef<HTMLDialogElement>(null);
  const entries = [...sections.flatMap(section => section.entries), ...foot];
  const main = MAIN.flatMap(id => entries.filter(entry => entry.id === id));

  useEffect(() => {
    if (open) {
      sheet.current?.showModal?.();
    } else {
      sheet.current?.close?.();
    }
  }, [open]);

  const item = (entry: NavEntry, inSheet: boolean) => (
    <NavLinkItem
      key={entry.id}
      entry={entry}
      current={isCurrent(entry.href, pathname, hrefs)}
      onFollow={() => setOpen(false)}
    >
      {inSheet && entry.id === 'page:notifications' && <UnreadCount />}
    </NavLinkItem>
  );

  return (
    <>
      <nav aria-label={t('label')} className={styles.bar}>
        <ul>
          {main.map(entry => item(entry, false))}
          <li>
            <button
              type="button"
              aria-expanded={open}
              onClick={() => setOpen(true)}
            >
              <RiMenuLine aria-hidden />
              <span>{t('more')}</span>
            </button>
          </li>
        </ul>
      </nav>
      <dialog
        ref={sheet}
        className={styles.sheet}
        aria-label={t('more')}
        onClose={() => setOpen(false)}
      >
        {open && (
          <>
            <button
              type="button"
              className={styles.close}
              aria-label={t('close')}
              onClick={() => setOpen(false)}
            >
              <RiCloseLine aria-hidden />
            </button>
            <ul>{entries.map(entry => item(entry, true))}</ul>
            <AccountPanel onFollow={() => setOpen(false)} />
          </>
        )}
      </dialog>
    </>
  );
}
