import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Menu, MenuItem, MenuSection, MenuTrigger } from '@backstage/ui';
import { RiCheckLine, RiLogoutBoxRLine, RiUserLine } from '@remixicon/react';
import { Button } from 'react-aria-components';
import styles from './PortalNav.module.css';
import { navTranslationRef } from './translation';
import { useAccount } from './useAccount';

/** The account as a menu, for the navigation column. */
export function AccountMenu() {
  const { t } = useTranslationRef(navTranslationRef);
  const { name, initials, page, themes, signOut } = useAccount();
  return (
    <MenuTrigger>
      <Button className={styles.account}>
        <span className={styles.unseen}>{t('account', { name })}</span>
        <span className={styles.avatar} aria-hidden>
          {initials}
        </span>
        <span className={styles.words} aria-hidden>
          {name}
        </span>
      </Button>
      <Menu placement="top start">
        <MenuItem iconStart={<RiUserLine />} href={page}>
          {t('profile')}
        </MenuItem>
        <MenuSection title={t('appearance')}>
          {themes.map(({ key, icon, active, choose }) => (
            <MenuItem
              key={key}
              iconStart={active ? <RiCheckLine /> : icon}
              onAction={choose}
            >
              {t(key)}
            </MenuItem>
          ))}
        </MenuSection>
        <MenuItem iconStart={<RiLogoutBoxRLine />} onAction={signOut}>
          {t('signOut')}
        </MenuItem>
      </Menu>
    </MenuTrigger>
  );
}
