import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton } from '@backstage/ui';
import type { Plan } from '@notes/plugin-golden-path-common';
import { formatKey } from '@notes/plugin-portal-react';
import { useFormFields } from '../hooks/useFormFields';
import { goldenPathTranslationRef } from '../translation';
import { Answer } from './Answer';
import styles from './Answers.module.css';

/** What was answered in the form, in the words of the form; secrets are not among it. */
export function Answers(props: { plan: Plan }) {
  const { templateRef, values } = props.plan;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const fields = useFormFields(templateRef);
  if (!fields) {
    return (
      <div role="status" aria-label={t('overview.answersLoading')}>
        <Skeleton width="100%" height={160} />
      </div>
    );
  }
  const asked = [...fields.keys()].filter(key => key in values);
  const rest = Object.keys(values).filter(key => !fields.has(key));
  return (
    <dl className={styles.answers}>
      {[...asked, ...rest].map(key => (
        <div key={key}>
          <dt>{fields.get(key)?.title ?? formatKey(key)}</dt>
          <dd>
            <Answer value={values[key]} names={fields.get(key)?.values} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
