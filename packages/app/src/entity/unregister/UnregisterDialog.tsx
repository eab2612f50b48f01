import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
} from '@backstage/ui';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';
import { PlanDetails } from './PlanDetails';
import { unregisterTranslationRef } from './translation';
import styles from './UnregisterDialog.module.css';
import { useUnregister } from './useUnregister';

interface UnregisterDialogProps {
  entity: Entity;
  onClose: () => void;
  onDone: () => void;
}

/** Tells what goes with an entity, and lets it go. */
export function UnregisterDialog(props: UnregisterDialogProps) {
  const { entity, onClose, onDone } = props;
  const { t } = useTranslationRef(unregisterTranslationRef);
  const state = useUnregister(stringifyEntityRef(entity));
  const { plan, error, failure, isBusy } = state;
  useCloseOnNavigation(onClose);
  const name = entity.metadata.title ?? entity.metadata.name;
  return (
    <Dialog isOpen onOpenChange={isOpen => isOpen || onClose()} width={600}>
      <DialogHeader>{t('title', { name })}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          {!plan && !error && (
            <div role="status" aria-label={t('loading')}>
              <Skeleton height={96} />
            </div>
          )}
          {error && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('failed')}
              description={error}
              customActions={
                <Button size="small" variant="secondary" onPress={state.retry}>
                  {t('retry')}
                </Button>
              }
            />
          )}
          {plan && <PlanDetails entity={entity} plan={plan} />}
          {failure && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('notDone')}
              description={failure}
            />
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        {plan?.allowed && (
          <Button
            variant="primary"
            destructive
            loading={isBusy}
            onPress={async () => {
              if ((await state.unregister()) === 'done') {
                onDone();
              }
            }}
          >
            {t('confirm')}
          </Button>
        )}
        <Button variant="secondary" onPress={onClose}>
          {t(plan && !plan.allowed ? 'close' : 'cancel')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

/** A link in the dialog leads to a page below it. */
function useCloseOnNavigation(onClose: () => void): void {
  const { pathname } = useLocation();
  const first = useRef(pathname);
  useEffect(() => {
    if (pathname !== first.current) {
      onClose();
    }
  }, [pathname, onClose]);
}
