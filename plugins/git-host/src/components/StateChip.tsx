import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  PullRequestCheckState,
  PullRequestState,
} from '@notes/plugin-git-host-common';
import { gitHostTranslationRef } from '../translation';
import styles from './Page.module.css';

const LOOK: Record<PullRequestState | PullRequestCheckState, string> = {
  open: styles.busy,
  merged: styles.good,
  closed: '',
  pending: styles.busy,
  success: styles.good,
  failure: styles.bad,
};

/** Says in a word how a pull request or a check stands. */
export function StateChip(props: {
  state: PullRequestState | PullRequestCheckState;
}) {
  const { state } = props;
  const { t } = useTranslationRef(gitHostTranslationRef);
  return <span className={`${styles.chip} ${LOOK[state]}`}>{t(state)}</span>;
}
