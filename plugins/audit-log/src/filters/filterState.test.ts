/** Unit layer. */
import {
  isFiltered,
  readFilterState,
  toQuery,
  writeFilterState,
} from './filterState';

const NOW = Date.parse('2026-11-21T12:00:00Z');

describe('filterState', () => {
  it.each([
    'person=user%3Adefault%2Fdev&action=a.b&entity=component%3Adefault%2Fx&status=failed&range=week',
    'from=2026-11-01&to=2026-11-03',
    '',
  ])('survives the way through the address %s', address => {
    const state = readFilterState(new URLSearchParams(address));
    expect(writeFilterState(state).toString()).toBe(address);
    expect(isFiltered(state)).toBe(address !== '');
  });

  it.each([
    { address: 'range=decade', reason: 'an unknown range' },
    { address: 'range=toString', reason: 'the name of a method' },
    { address: 'status=done', reason: 'an unknown outcome' },
    { address: 'from=2026-11-01', reason: 'half a range' },
    {
      address: 'from=2026-11-03&to=2026-11-01',
      reason: 'a range that ends before it begins',
    },
    {
      address: 'from=2026-13-45&to=2026-14-01',
      reason: 'days that do not exist',
    },
    { address: 'person=', reason: 'an empty value' },
  ])('leaves out $reason', ({ address }) => {
    const state = readFilterState(new URLSearchParams(address));
    expect(isFiltered(state)).toBe(false);
    expect(toQuery(state, NOW)).toEqual({ limit: 50 });
  });

  it('counts a range back from now', () => {
    expect(toQuery({ range: 'day' }, NOW).from).toBe(
      '2026-11-20T12:00:00.000Z',
    );
  });

  it('takes days as they are where the reader is, the last one included', () => {
    const { from, to } = toQuery(
      { range: 'custom', from: '2026-11-01', to: '2026-11-01' },
      NOW,
    );
    expect(new Date(from!).getHours()).toBe(0);
    expect(Date.parse(to!) - Date.parse(from!)).toBe(24 * 60 * 60 * 1000);
  });
});
