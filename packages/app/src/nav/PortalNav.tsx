import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { NavContentComponentProps } from '@backstage/plugin-app-react';
import { RiMenuFoldLine, RiMenuUnfoldLine } from '@remixicon/react';
import { useMemo } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { Wordmark } from '../branding/Wordmark';
import { AccountMenu } from './AccountMenu';
import { arrangeNav, NavEntry } from './arrangeNav';
import { isCurrent } from './isCurrent';
import { MobileBar } from './MobileBar';
import { NavLinkItem, useEntryTitle } from './NavLinkItem';
import styles from './PortalNav.module.css';
import { navTranslationRef } from './translation';
import { UnreadCount } from './UnreadCount';
import { useIsPhone } from './useIsPhone';
import { useNarrow } from './useNarrow';
import { usePermittedEntries } from './usePermittedEntries';
import { useWindowTitle } from './useWindowTitle';

/** The navigation of the portal: a column, or a bar below the page on a phone. */
export function PortalNav(props: NavContentComponentProps) {
  const { navItems } = props;
  const { t } = useTranslationRef(navTranslationRef);
  const { pathname } = useLocation();
  const [narrow, toggleNarrow] = useNarrow();
  const isPhone = useIsPhone();
  const { sections, foot: allFoot } = useMemo(
    () => arrangeNav(navItems),
    [navItems],
  );
  const foot = usePermittedEntries(allFoot);
  const entries = [...sections.flatMap(section => section.entries), ...foot];
  const hrefs = entries.map(entry => entry.href);
  const titleOf = useEntryTitle();
  const here = entries.find(entry => entry.href === pathname);
  useWindowTitle(here && titleOf(here));

  const item = (entry: NavEntry) => (
    <NavLinkItem
      key={entry.id}
      entry={entry}
      narrow={narrow}
      current={isCurrent(entry.href, pathname, hrefs)}
    >
      {entry.id === 'page:notifications' && <UnreadCount />}
    </NavLinkItem>
  );

  if (isPhone) {
    return <MobileBar sections={sections} foot={foot} hrefs={hrefs} />;
  }
  return (
    <nav aria-label={t('label')} className={styles.nav} data-narrow={narrow}>
      <Link to="/" className={styles.brand}>
        <Wordmark />
        <span className={styles.unseen}> {t('home')}</span>
      </Link>
      <div className={styles.sections}>
        {sections.map(section => (
          <section key={section.id}>
            <h2 className={styles.heading}>{t(section.id)}</h2>
            <ul className={styles.list}>{section.entries.map(item)}</ul>
          </section>
        ))}
      </div>
      <ul className={styles.list}>{foot.map(item)}</ul>
      <div className={styles.foot}>
        <AccountMenu />
        <button
          type="button"
          className={styles.toggle}
          aria-label={narrow ? t('expand') : t('collapse')}
          onClick={toggleNarrow}
        >
          {narrow ? (
            <RiMenuUnfoldLine size={20} />
          ) : (
            <RiMenuFoldLine size={20} />
          )}
        </button>
      </div>
    </nav>
  );
}
