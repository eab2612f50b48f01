import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { portalReactTranslationRef } from '../translation';
import styles from './Code.module.css';

/** Copies a text, and says whether it did. */
export function CopyButton(props: { text: string; label: string }) {
  const { text, label } = props;
  const { t } = useTranslationRef(portalReactTranslationRef);
  const [{ value, error }, copy] = useCopyToClipboard();
  const done = value === text && !error;
  return (
    <>
      <ButtonIcon
        variant="tertiary"
        size="small"
        aria-label={label}
        icon={done ? <RiCheckLine /> : <RiFileCopyLine />}
        onPress={() => copy(text)}
      />
      <span role="status" className={styles.said}>
        {done && t('copied')}
        {error && t('copyFailed')}
      </span>
    </>
  );
}
