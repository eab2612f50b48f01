import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { RiLogoutBoxRLine } from '@remixicon/react';
import { Link } from 'react-router-dom';
import styles from './MobileBar.module.css';
import { navTranslationRef } from './translation';
import { useAccount } from './useAccount';

interface AccountPanelProps {
  onFollow: () => void;
}

/**
 * The account without a menu, for the sheet of a phone: the sheet is a modal
 * dialog, and a menu opened from it would lie behind it.
 */
export function AccountPanel(props: AccountPanelProps) {
  const { onFollow } = props;
  const { t } = useTranslationRef(navTranslationRef);
  const { name, page, themes, signOut } = useAccount();
  return (
    <div className={styles.account}>
      <Link to={page} onClick={onFollow}>
        {name}
      </Link>
      <div role="group" aria-label={t('appearance')} className={styles.themes}>
        {themes.map(({ key, icon, active, choose }) => (
          <button
            key={key}
            type="button"
            aria-pressed={active}
            onClick={choose}
          >
            {icon}
            {t(key)}
          </button>
        ))}
      </div>
      <button type="button" onClick={signOut}>
        <RiLogoutBoxRLine aria-hidden />
        {t('signOut')}
      </button>
    </div>
  );
}
