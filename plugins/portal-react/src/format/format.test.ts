/** Unit layer. */
import { languageOf } from '../code/languageOf';
import {
  formatBytes,
  formatCalendarDay,
  formatKey,
  formatMoney,
  formatRef,
} from './format';
import { formatAge } from './formatAge';

describe('texts', () => {
  it('are as people read them', () => {
    expect(formatBytes(12)).toBe('12 B');
    expect(formatBytes(1536)).toBe('1.5 KiB');
    expect(formatMoney(70.08, 'USD')).toBe('$70.08');
    expect(formatCalendarDay('2026-11-01')).toBe('Nov 1, 2026');
    expect(formatKey('dataClassification')).toBe('Data classification');
    expect(formatRef('group:default/platform-team')).toBe('platform-team');
  });
});

describe('formatAge', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    ['2026-11-21T11:59:30Z', 'just now'],
    // The clocks of two machines are never quite the same.
    ['2026-11-21T12:00:03Z', 'just now'],
    ['2026-11-21T11:59:00Z', '1 minute ago'],
    ['2026-11-21T09:30:00Z', '2 hours ago'],
    ['2026-11-18T12:00:00Z', '3 days ago'],
  ])('of %s is "%s"', (time, words) => {
    expect(formatAge(time, now)).toBe(words);
  });
});

describe('languageOf', () => {
  it('goes by the end of the name, in any case', () => {
    expect(languageOf('charts/x/values.YAML')).toBe('yaml');
    expect(languageOf('Dockerfile')).toBeUndefined();
  });
});
