import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { AuditEvent } from '@notes/plugin-audit-log-common';
import type { ReactNode } from 'react';
import { auditLogTranslationRef } from '../translation';
import { describeAction } from '../words/describeAction';
import { describeTime } from '../words/describeTime';
import { useActorName } from '../words/useActorName';
import { EntityText } from './EntityText';
import styles from './EventDetails.module.css';
import { StatusText } from './StatusText';

interface EventDetailsProps {
  event: AuditEvent | undefined;
  onClose: () => void;
}

/** Everything that is kept about one event. */
export function EventDetails({ event, onClose }: EventDetailsProps) {
  const { t } = useTranslationRef(auditLogTranslationRef);
  return (
    <Dialog
      isOpen={event !== undefined}
      onOpenChange={isOpen => isOpen || onClose()}
      width="min(640px, calc(100vw - 32px))"
    >
      <DialogHeader>{event && describeAction(event.action)}</DialogHeader>
      <DialogBody>{event && <Facts event={event} />}</DialogBody>
      <DialogFooter>
        <Button variant="secondary" slot="close">
          {t('details.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}

function Facts({ event }: { event: AuditEvent }) {
  const { t } = useTranslationRef(auditLogTranslationRef);
  const nameOf = useActorName();
  const at = (time: string) => describeTime(time, Date.parse(time)).absolute;
  const { request, meta } = event;
  const facts: [string, ReactNode][] = [
    [t('column.who'), nameOf(event.actor)],
    [t('column.outcome'), <StatusText key="s" status={event.status} />],
    [t('details.error'), event.error],
    [
      t('column.entity'),
      event.entityRef && <EntityText key="e" entityRef={event.entityRef} />,
    ],
    [t('details.began'), at(event.time)],
    [t('details.ended'), event.completedAt && at(event.completedAt)],
    [t('details.action'), <code key="a">{event.action}</code>],
    [t('details.severity'), event.severity],
    [t('details.request'), request && `${request.method} ${request.path}`],
    [t('details.address'), request?.address],
    [t('details.id'), <code key="i">{event.id}</code>],
    [
      t('details.meta'),
      Object.keys(meta).length > 0 && (
        <pre key="m" className={styles.meta}>
          {JSON.stringify(meta, null, 2)}
        </pre>
      ),
    ],
  ];
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className={styles.fact}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
