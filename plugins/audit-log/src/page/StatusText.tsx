import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { AuditStatus } from '@notes/plugin-audit-log-common';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiTimeLine,
} from '@remixicon/react';
import { auditLogTranslationRef } from '../translation';
import styles from './StatusText.module.css';

const ICONS = {
  succeeded: <RiCheckboxCircleLine size={16} aria-hidden />,
  failed: <RiCloseCircleLine size={16} aria-hidden />,
  initiated: <RiTimeLine size={16} aria-hidden />,
};

const COLORS = {
  succeeded: 'success',
  failed: 'danger',
  initiated: 'secondary',
} as const;

/** How an event ended, by sign and word, so that colour is not needed. */
export function StatusText({ status }: { status: AuditStatus }) {
  const { t } = useTranslationRef(auditLogTranslationRef);
  return (
    <Text color={COLORS[status]} className={styles.status}>
      {ICONS[status]} {t(`status.${status}`)}
    </Text>
  );
}
