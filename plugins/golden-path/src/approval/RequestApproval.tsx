import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, TextAreaField } from '@backstage/ui';
import type { Plan } from '@notes/plugin-golden-path-common';
import { type FormEvent, useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { goldenPathApiRef, useNames } from '@notes/plugin-golden-path-react';
import { Failure } from '../plan/Failure';
import parts from '../plan/Plan.module.css';
import { PlanPart } from '../plan/PlanPart';
import { goldenPathTranslationRef } from '../translation';
import styles from './Approval.module.css';

const MAX_NOTE = 1000;

/** Asks the owners of the template for their approval. */
export function RequestApproval(props: {
  plan: Plan;
  onPlan(plan: Plan): void;
}) {
  const { plan, onPlan } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const api = useApi(goldenPathApiRef);
  const [note, setNote] = useState('');
  const [{ loading, error }, send] = useAsyncFn(
    async () =>
      onPlan(
        await api.requestApproval(plan.id, { note: note.trim() || undefined }),
      ),
    [api, plan.id, note, onPlan],
  );
  const nameOf = useNames(plan.approval.approvers);
  const approvers = plan.approval.approvers.map(nameOf).join(', ');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  if (plan.approval.approvers.length === 0) {
    return <p>{t('overview.approversUnknown')}</p>;
  }
  return (
    <PlanPart title={t('standing.approvalTitle', { approvers })}>
      <form className={styles.form} onSubmit={submit}>
        <p className={parts.note}>{t('standing.approvalHint')}</p>
        <TextAreaField
          label={t('standing.note')}
          description={t('standing.noteHint')}
          value={note}
          onChange={setNote}
          maxLength={MAX_NOTE}
          rows={3}
        />
        {error && <Failure error={error} title={t('failure.request')} />}
        <Button type="submit" variant="primary" isPending={loading}>
          {t('standing.request')}
        </Button>
      </form>
    </PlanPart>
  );
}
