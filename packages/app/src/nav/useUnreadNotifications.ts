import {
  toastApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { notificationsApiRef } from '@backstage/plugin-notifications';
import { useSignal } from '@backstage/plugin-signals-react';
import { useEffect } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { navTranslationRef } from './translation';

interface NotificationSignal {
  [key: string]: string;
  action: string;
  notification_id: string;
}

/**
 * Counts what is unread, and keeps up with the server: a signal refreshes the
 * number, and a new notification is announced.
 */
export function useUnreadNotifications(): number {
  const notificationsApi = useApi(notificationsApiRef);
  const toastApi = useApi(toastApiRef);
  const { t } = useTranslationRef(navTranslationRef);
  const { lastSignal } = useSignal<NotificationSignal>('notifications');
  const { value, retry } = useAsyncRetry(
    () => notificationsApi.getStatus(),
    [notificationsApi],
  );

  useEffect(() => {
    if (!lastSignal) {
      return;
    }
    retry();
    if (lastSignal.action !== 'new_notification') {
      return;
    }
    notificationsApi.getNotification(lastSignal.notification_id).then(
      ({ payload }) =>
        toastApi.post({
          title: payload.title,
          description: payload.description,
          status: payload.severity === 'critical' ? 'danger' : 'info',
          links: payload.link
            ? [{ label: t('newNotification'), href: payload.link }]
            : undefined,
          timeout: 10_000,
        }),
      () => {
        // The counter already shows that something is new; the page has the rest.
      },
    );
    // Only a new signal is a reason to announce something.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [lastSignal]);

  return value?.unread ?? 0;
}
