import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiFlagLine,
  RiTimeLine,
  RiUserFollowLine,
} from '@remixicon/react';
import type { Standing } from '../lib/standingOf';
import { goldenPathTranslationRef } from '../translation';
import styles from './Plan.module.css';

const LOOKS: Record<Standing, { look: string; Icon: typeof RiTimeLine }> = {
  ready: { look: styles.good, Icon: RiCheckboxCircleLine },
  'approval-required': { look: styles.busy, Icon: RiUserFollowLine },
  waiting: { look: styles.busy, Icon: RiTimeLine },
  approved: { look: styles.good, Icon: RiCheckboxCircleLine },
  denied: { look: styles.bad, Icon: RiCloseCircleLine },
  created: { look: styles.good, Icon: RiFlagLine },
  void: { look: styles.bad, Icon: RiErrorWarningLine },
  expired: { look: styles.bad, Icon: RiErrorWarningLine },
};

/** Where a plan stands, as an icon and a word. */
export function StateChip(props: { standing: Standing }) {
  const { standing } = props;
  const { t } = useTranslationRef(goldenPathTranslationRef);
  const { look, Icon } = LOOKS[standing];
  return (
    <span className={`${styles.chip} ${look}`}>
      <Icon aria-hidden size={14} />
      {t(`state.${standing}`)}
    </span>
  );
}
