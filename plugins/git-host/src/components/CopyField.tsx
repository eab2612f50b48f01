import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useId, useState } from 'react';
import { gitHostTranslationRef } from '../translation';
import styles from './CopyField.module.css';

/** A value to take away, selectable and with a button that copies it. */
export function CopyField(props: { label: string; value: string }) {
  const { label, value } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const id = useId();
  const [said, setSaid] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setSaid(t('copied')),
      () => setSaid(t('copyFailed')),
    );
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <div className={styles.row}>
        <input
          id={id}
          className={styles.input}
          readOnly
          value={value}
          onFocus={event => event.target.select()}
        />
        <Button variant="secondary" onPress={copy}>
          {t('copy')}
        </Button>
      </div>
      <span role="status" className={styles.said}>
        {said}
      </span>
    </div>
  );
}
