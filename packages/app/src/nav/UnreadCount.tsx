import { useTranslationRef } from '@backstage/frontend-plugin-api';
import styles from './PortalNav.module.css';
import { navTranslationRef } from './translation';
import { useUnreadNotifications } from './useUnreadNotifications';

/** How many notifications are unread; nothing when there are none. */
export function UnreadCount() {
  const unread = useUnreadNotifications();
  const { t } = useTranslationRef(navTranslationRef);
  if (unread === 0) {
    return null;
  }
  return (
    <span
      className={styles.count}
      aria-label={t('unread', { amount: String(unread) })}
    >
      {unread > 99 ? '99+' : unread}
    </span>
  );
}
