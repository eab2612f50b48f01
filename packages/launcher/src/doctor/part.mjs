/**
 * One line of the doctor's table.
 *
 * @typedef {{ id: string, title: string, state: 'ok' | 'not-connected' | 'broken', reason: string, fix: string }} Part
 */

export const ok = (id, title, reason = '') => ({
  id,
  title,
  state: 'ok',
  reason,
  fix: '',
});

export const notConnected = (id, title, reason, fix) => ({
  id,
  title,
  state: 'not-connected',
  reason,
  fix,
});

export const broken = (id, title, reason, fix) => ({
  id,
  title,
  state: 'broken',
  reason,
  fix,
});
