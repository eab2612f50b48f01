import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { ConnectionState } from '@notes/plugin-connections-common';
import {
  RiCheckboxCircleLine,
  RiErrorWarningLine,
  RiLinkUnlink,
  RiTimeLine,
} from '@remixicon/react';
import { connectionsTranslationRef } from '../translation';

const LOOKS = {
  ok: { Icon: RiCheckboxCircleLine, color: 'success', word: 'state.ok' },
  'not-connected': {
    Icon: RiLinkUnlink,
    color: 'secondary',
    word: 'state.notConnected',
  },
  checking: { Icon: RiTimeLine, color: 'secondary', word: 'state.checking' },
  broken: { Icon: RiErrorWarningLine, color: 'danger', word: 'state.broken' },
} as const;

/** A state as an icon and a word, so that it does not rest on colour alone. */
export function StateText({ state }: { state: ConnectionState }) {
  const { t } = useTranslationRef(connectionsTranslationRef);
  const { Icon, color, word } = LOOKS[state];
  return (
    <Text color={color} style={{ whiteSpace: 'nowrap' }}>
      <Icon size={16} aria-hidden style={{ verticalAlign: 'text-bottom' }} />{' '}
      {t(word)}
    </Text>
  );
}
