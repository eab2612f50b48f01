import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RiCompass3Line } from '@remixicon/react';
import { useLocation } from 'react-router-dom';
import { MessagePage } from './MessagePage';
import { errorsTranslationRef } from './translation';

export function NotFoundPage() {
  const { t } = useTranslationRef(errorsTranslationRef);
  const { pathname } = useLocation();
  return (
    <MessagePage
      icon={<RiCompass3Line />}
      title={t('notFoundTitle')}
      text={t('notFound', { path: pathname })}
      actions={
        <>
          <ButtonLink href="/" variant="primary">
            {t('home')}
          </ButtonLink>
          <ButtonLink href="/search" variant="secondary">
            {t('search')}
          </ButtonLink>
        </>
      }
    />
  );
}
