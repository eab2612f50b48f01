const STEPS = [
  { unit: 'day', seconds: 24 * 60 * 60 },
  { unit: 'hour', seconds: 60 * 60 },
  { unit: 'minute', seconds: 60 },
] as const;

const WORDS = new Intl.RelativeTimeFormat('en', { numeric: 'always' });

/** How long ago something was, in the largest unit that fits: `2 hours ago`. */
export function formatAge(time: string, now = Date.now()): string {
  const seconds = (now - Date.parse(time)) / 1000;
  const step = STEPS.find(each => seconds >= each.seconds);
  return step
    ? WORDS.format(-Math.floor(seconds / step.seconds), step.unit)
    : 'just now';
}
