import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Container, Skeleton, Text } from '@backstage/ui';
import { useState } from 'react';
import useTimeoutFn from 'react-use/esm/useTimeoutFn';
import { goldenPathTranslationRef } from '../translation';
import styles from './Plan.module.css';

const SLOW_MS = 8_000;

/** Says what is going on, and after a while that it takes long. */
export function PlanProgress(props: {
  what: 'form' | 'plan' | 'page' | 'plans';
}) {
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const [slow, setSlow] = useState(false);
  useTimeoutFn(() => setSlow(true), SLOW_MS);
  return (
    <Container>
      <div role="status" className={styles.progress}>
        <Text>{t(`progress.${props.what}`)}</Text>
        {slow && <Text color="secondary">{t('progress.slow')}</Text>}
        <Skeleton width="100%" height={64} />
        <Skeleton width="100%" height={280} />
      </div>
    </Container>
  );
}
