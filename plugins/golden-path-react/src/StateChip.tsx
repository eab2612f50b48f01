import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Chip, type Look } from '@notes/plugin-portal-react';
import {
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiErrorWarningLine,
  RiFlagLine,
  RiTimeLine,
  RiUserFollowLine,
} from '@remixicon/react';
import type { Standing } from './standingOf';
import { goldenPathReactTranslationRef } from './translation';

const LOOKS: Record<Standing, { look: Look; Icon: typeof RiTimeLine }> = {
  ready: { look: 'good', Icon: RiCheckboxCircleLine },
  'approval-required': { look: 'busy', Icon: RiUserFollowLine },
  waiting: { look: 'busy', Icon: RiTimeLine },
  approved: { look: 'good', Icon: RiCheckboxCircleLine },
  denied: { look: 'bad', Icon: RiCloseCircleLine },
  created: { look: 'good', Icon: RiFlagLine },
  void: { look: 'bad', Icon: RiErrorWarningLine },
  expired: { look: 'bad', Icon: RiErrorWarningLine },
};

/** Where a plan stands, as an icon and a word. */
export function StateChip(props: { standing: Standing }) {
  const { standing } = props;
  const { t } = useTranslationRef(goldenPathReactTranslationRef);
  const { look, Icon } = LOOKS[standing];
  return (
    <Chip look={look}>
      <Icon aria-hidden size={14} />
      {t(`state.${standing}`)}
    </Chip>
  );
}
