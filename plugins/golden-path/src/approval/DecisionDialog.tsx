import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
  TextAreaField,
} from '@backstage/ui';
import type { Plan } from '@notes/plugin-golden-path-common';
import { useState } from 'react';
import useAsyncFn from 'react-use/esm/useAsyncFn';
import { goldenPathApiRef, useNames } from '@notes/plugin-golden-path-react';
import { Failure } from '../plan/Failure';
import { goldenPathTranslationRef } from '../translation';
import styles from './Approval.module.css';

const MAX_REASON = 1000;

export interface DecisionDialogProps {
  plan: Plan;
  decision: 'approve' | 'deny';
  onClose(): void;
  onPlan(plan: Plan): void;
  /** The plan has changed meanwhile. */
  onRefused(): void;
}

/** Asks once more, and for the reason. What was typed stays when the call fails. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { plan, decision, onClose, onPlan, onRefused } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const api = useApi(goldenPathApiRef);
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const denies = decision === 'deny';
  const person = useNames([plan.createdBy])(plan.createdBy);
  const [{ loading, error }, decide] = useAsyncFn(async () => {
    const text = reason.trim();
    if (denies && text === '') {
      setMissing(true);
      return;
    }
    try {
      const { id, hash } = plan;
      const request = { decision, hash, reason: text || undefined };
      onPlan(await api.decidePlan(id, request));
      onClose();
    } catch (failure) {
      onRefused();
      throw failure;
    }
  }, [api, plan, decision, reason, denies, onPlan, onClose, onRefused]);
  return (
    <Dialog isOpen onOpenChange={open => open || onClose()} width={480}>
      <DialogHeader>
        {denies ? t('decide.denyTitle') : t('decide.approveTitle')}
      </DialogHeader>
      <DialogBody>
        <div className={styles.question}>
          <Text>
            {denies
              ? t('decide.denyText', { person })
              : t('decide.approveText', { person })}
          </Text>
          <TextAreaField
            label={t('decide.reason')}
            description={denies ? undefined : t('decide.reasonOptional')}
            isRequired={denies}
            isInvalid={isMissing}
            value={reason}
            onChange={text => {
              setReason(text);
              setMissing(false);
            }}
            maxLength={MAX_REASON}
            rows={3}
          />
          {isMissing && (
            <Text role="alert" color="danger">
              {t('decide.reasonMissing')}
            </Text>
          )}
          {error && <Failure error={error} title={t('failure.decide')} />}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive={denies}
          isPending={loading}
          onPress={() => void decide()}
        >
          {denies ? t('decide.deny') : t('decide.approve')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('decide.cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
