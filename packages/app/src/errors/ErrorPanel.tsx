import {
  ErrorDisplayProps,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, ButtonLink } from '@backstage/ui';
import { RiLockLine, RiToolsLine } from '@remixicon/react';
import { MessagePage } from './MessagePage';
import styles from './MessagePage.module.css';
import { errorsTranslationRef } from './translation';

function isDenied(error: Error): boolean {
  const { statusCode } = error as { statusCode?: number };
  return error.name === 'NotAllowedError' || statusCode === 403;
}

/** What stands in the place of an extension that threw. */
export function ErrorPanel(props: ErrorDisplayProps) {
  const { error, resetError, plugin } = props;
  const { t } = useTranslationRef(errorsTranslationRef);
  const home = (
    <ButtonLink href="/" variant="secondary">
      {t('home')}
    </ButtonLink>
  );
  if (isDenied(error)) {
    return (
      <MessagePage
        icon={<RiLockLine />}
        title={t('deniedTitle')}
        text={t('denied')}
        actions={home}
      />
    );
  }
  return (
    <MessagePage
      icon={<RiToolsLine />}
      title={t('brokenTitle')}
      text={t('broken')}
      actions={
        <>
          <Button variant="primary" onPress={resetError}>
            {t('retry')}
          </Button>
          {home}
        </>
      }
    >
      <details className={styles.details}>
        <summary>{t('details')}</summary>
        <pre>
          {plugin && `${plugin.id}: `}
          {error.name}: {error.message}
        </pre>
      </details>
    </MessagePage>
  );
}
