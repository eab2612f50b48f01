import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { CodeView } from '@notes/plugin-portal-react';
import { goldenPathTranslationRef } from '../translation';
import styles from './Browser.module.css';

/** An object of Kubernetes, and where it comes from. */
export interface BrowsedObject {
  apiVersion: string;
  kind: string;
  name: string;
  /** None in a plan that was made before it was kept. */
  yaml?: string;
  note: string;
}

/** One object, as it would be sent to the cluster. */
export function ObjectContent({ object }: { object: BrowsedObject }) {
  const { kind, name, apiVersion, note, yaml } = object;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const title = `${kind}/${name}`;
  return (
    <section aria-label={title} className={styles.content}>
      <header className={styles.contentHeader}>
        <h3 className={styles.path}>{title}</h3>
        <span className={styles.size}>
          {apiVersion}, {note}
        </span>
      </header>
      {yaml === undefined ? (
        <Alert status="info" icon title={t('kubernetes.noYaml')} />
      ) : (
        <CodeView text={yaml} language="yaml" label={title} />
      )}
    </section>
  );
}
