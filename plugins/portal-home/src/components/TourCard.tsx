import {
  storageApiRef,
  useApi,
  useRouteRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import { useMemo } from 'react';
import useObservable from 'react-use/esm/useObservable';
import { Link } from 'react-router-dom';
import { externalRoutes } from '../routes';
import { portalHomeTranslationRef } from '../translation';
import styles from './TourCard.module.css';

const KEY = 'tourDismissed';

/** Whether the tour was hidden; kept where the portal keeps the settings of a person. */
function useDismissed(): [boolean, () => void] {
  const storageApi = useApi(storageApiRef);
  const bucket = useMemo(
    () => storageApi.forBucket('portal-home'),
    [storageApi],
  );
  const changes$ = useMemo(() => bucket.observe$<boolean>(KEY), [bucket]);
  const snapshot = useObservable(changes$, bucket.snapshot<boolean>(KEY));
  // While it is not known, nothing is shown, so that the card does not flash by.
  const dismissed = snapshot.presence === 'unknown' || snapshot.value === true;
  return [dismissed, () => bucket.set(KEY, true)];
}

/** Shows somebody new around, until they have seen enough. */
export function TourCard() {
  const { t } = useTranslationRef(portalHomeTranslationRef);
  const [dismissed, dismiss] = useDismissed();
  const steps = [
    { href: useRouteRef(externalRoutes.catalog)?.(), text: t('tourCatalog') },
    { href: useRouteRef(externalRoutes.graph)?.(), text: t('tourGraph') },
    { href: useRouteRef(externalRoutes.docs)?.(), text: t('tourDocs') },
    { href: useRouteRef(externalRoutes.create)?.(), text: t('tourCreate') },
  ];
  if (dismissed) {
    return null;
  }
  return (
    <section className={styles.card} aria-label={t('tourTitle')}>
      <div className={styles.words}>
        <h2 className={styles.title}>{t('tourTitle')}</h2>
        <p className={styles.text}>{t('tourText')}</p>
      </div>
      <ol className={styles.steps}>
        {steps.map(
          ({ href, text }) =>
            href && (
              <li key={href}>
                <Link to={href}>{text}</Link>
              </li>
            ),
        )}
      </ol>
      <ButtonIcon
        className={styles.close}
        variant="tertiary"
        aria-label={t('tourDismiss')}
        icon={<RiCloseLine />}
        onPress={dismiss}
      />
    </section>
  );
}
