import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  PullRequestCheckState,
  PullRequestState,
} from '@notes/plugin-git-host-common';
import { Chip, type Look } from '@notes/plugin-portal-react';
import { gitHostTranslationRef } from '../translation';

const LOOKS: Record<PullRequestState | PullRequestCheckState, Look> = {
  open: 'busy',
  merged: 'good',
  closed: 'plain',
  pending: 'busy',
  success: 'good',
  failure: 'bad',
};

/** Says in a word how a pull request or a check stands. */
export function StateChip(props: {
  state: PullRequestState | PullRequestCheckState;
}) {
  const { state } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  return <Chip look={LOOKS[state]}>{t(state)}</Chip>;
}
