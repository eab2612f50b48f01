import { ConnectionDetail } from '@notes/plugin-connections-common';
import { ProbeResult } from '../probes/ConnectionProbe';

/**
 * Sums up the members of a part: it is broken as soon as one of them is.
 *
 * The sentence counts and does not name, so that it may be shown to anybody.
 */
export function summarize(
  detail: ConnectionDetail[],
  words: { one: string; many: string; fix: string },
): ProbeResult {
  const noun = detail.length === 1 ? words.one : words.many;
  const broken = detail.filter(member => member.state === 'broken').length;
  if (broken === 0) {
    return {
      state: 'ok',
      reason: `${detail.length} ${noun} connected.`,
      detail,
    };
  }
  const reason = `${broken} of ${detail.length} ${noun} cannot be used.`;
  return { state: 'broken', reason, fix: words.fix, detail };
}
