import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ReactNode, useRef } from 'react';
import { navTranslationRef } from '../nav/translation';
import styles from './AppShell.module.css';

interface AppShellProps {
  nav: ReactNode;
  children: ReactNode;
}

/** Navigation beside the page, or below it on a phone. */
export function AppShell(props: AppShellProps) {
  const { nav, children } = props;
  const { t } = useTranslationRef(navTranslationRef);
  const content = useRef<HTMLDivElement>(null);
  return (
    <div className={styles.shell}>
      <button
        type="button"
        className={styles.skip}
        onClick={() => content.current?.focus()}
      >
        {t('skip')}
      </button>
      {nav}
      <div ref={content} tabIndex={-1} className={styles.content}>
        {children}
      </div>
    </div>
  );
}
