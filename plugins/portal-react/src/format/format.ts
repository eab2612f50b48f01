const UNITS = ['B', 'KiB', 'MiB', 'GiB'];

/** Times are told in the language of the words around them. */
const LANGUAGE = 'en';

export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]}`;
}

export function formatTime(time: string): string {
  return new Date(time).toLocaleString(LANGUAGE, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });
}

/** The day of a moment, where the reader is. */
export function formatDay(time: string): string {
  return new Date(time).toLocaleDateString(LANGUAGE, { dateStyle: 'medium' });
}

/** A day without a time, which is the same day everywhere. */
export function formatCalendarDay(day: string): string {
  return new Date(day).toLocaleDateString(LANGUAGE, {
    dateStyle: 'medium',
    timeZone: 'UTC',
  });
}

export function formatMoney(amount: number, currency: string): string {
  return new Intl.NumberFormat(LANGUAGE, {
    ...{ style: 'currency', currency },
  }).format(amount);
}

/** `user:default/dev.rivera` as people say it. */
export function formatRef(ref: string): string {
  return ref.split(/[:/]/).pop() ?? ref;
}

/** `costCenter` as people say it. */
export function formatKey(key: string): string {
  const words = key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
