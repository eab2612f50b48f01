const UNITS = [
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en', {
  dateStyle: 'medium',
  timeStyle: 'long',
});

/** A time as people say it, and as it is. */
export function describeTime(
  time: string,
  now: number,
): { relative: string; absolute: string } {
  const date = new Date(time);
  const seconds = Math.round((date.getTime() - now) / 1000);
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return {
    absolute: absolute.format(date),
    relative: unit
      ? relative.format(Math.trunc(seconds / unit[1]), unit[0])
      : 'just now',
  };
}
