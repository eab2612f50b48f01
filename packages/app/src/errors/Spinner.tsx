import { useTranslationRef } from '@backstage/frontend-plugin-api';
import styles from './MessagePage.module.css';
import { errorsTranslationRef } from './translation';

/** Stands in for a part that is being loaded; seen only when that takes a while. */
export function Spinner() {
  const { t } = useTranslationRef(errorsTranslationRef);
  return (
    <div
      role="progressbar"
      aria-label={t('loading')}
      className={styles.progress}
    >
      <span className={styles.spinner} />
    </div>
  );
}
