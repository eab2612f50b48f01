import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Text,
  TextField,
} from '@backstage/ui';
import { useState } from 'react';
import { gitHostTranslationRef } from '../translation';

interface DeleteDialogProps {
  repository: string;
  isOpen: boolean;
  onClose: () => void;
  onConfirm: () => void;
}

/** Asks before a repository goes for good. */
export function DeleteDialog(props: DeleteDialogProps) {
  const { repository, isOpen, onClose, onConfirm } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  const [typed, setTyped] = useState('');
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={open => open || onClose()}
      width={460}
    >
      <DialogHeader>{t('deleteTitle', { repository })}</DialogHeader>
      <DialogBody>
        <Text>{t('deleteText', { repository })}</Text>
        <TextField label={t('deleteLabel')} value={typed} onChange={setTyped} />
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive
          isDisabled={typed !== repository}
          onPress={() => {
            onClose();
            onConfirm();
          }}
        >
          {t('delete')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
