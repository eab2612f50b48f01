import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CopyButton } from '@notes/plugin-portal-react';
import { goldenPathTranslationRef } from '../translation';
import styles from './Plan.module.css';

const COMMAND = /^(npm|npx|yarn|make) /;

/** The one step that brings what is missing. */
export function Fix(props: { fix: string | undefined }) {
  const { fix } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (!fix) {
    return null;
  }
  return COMMAND.test(fix) ? (
    <span className={styles.fix}>
      {t('section.fix')} <code className={styles.code}>{fix}</code>
      <CopyButton text={fix} label={t('section.copy')} />
    </span>
  ) : (
    <span className={styles.fix}>{t('section.fixWords', { fix })}</span>
  );
}
