import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import type { PlanSection } from '@notes/plugin-golden-path-common';
import type { ReactNode } from 'react';
import { goldenPathTranslationRef } from '../translation';
import { Fix } from './Fix';

/** A part of a plan that may not be here: what it holds, or why it is missing and what brings it. */
export function SectionState<T>(props: {
  section: PlanSection<T>;
  children: (data: T) => ReactNode;
}) {
  const { section, children } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  if (section.state === 'available') {
    return <>{children(section.data)}</>;
  }
  const failed = section.state === 'failed';
  return (
    <Alert
      role={failed ? 'alert' : undefined}
      status={failed ? 'danger' : 'info'}
      icon
      title={failed ? t('section.failed') : t('section.unavailable')}
      description={
        <>
          {section.reason}
          {section.state === 'unavailable' && <Fix fix={section.fix} />}
        </>
      }
    />
  );
}
