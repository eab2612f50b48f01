import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { JsonObject, JsonValue } from '@backstage/types';
import { formatKey } from '../lib/format';
import { goldenPathTranslationRef } from '../translation';
import styles from './Plan.module.css';

/** What was answered in the form; secrets are not among it. */
export function Answers(props: { values: JsonObject }) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const describe = (value: JsonValue | undefined): string => {
    if (typeof value === 'boolean') {
      return value ? t('overview.yes') : t('overview.no');
    }
    if (value === undefined || value === null || value === '') {
      return t('overview.none');
    }
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return (
    <dl className={styles.answers}>
      {Object.entries(props.values).map(([key, value]) => (
        <div key={key}>
          <dt>{formatKey(key)}</dt>
          <dd>{describe(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
