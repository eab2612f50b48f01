/** Unit layer. */
import { describeAction } from './describeAction';
import { describeActor } from './describeActor';
import { describeTime } from './describeTime';

describe('describeAction', () => {
  it.each([
    ['scaffolder.task.create', 'Start task'],
    ['git-host.pull-request-merge', 'Merge pull request'],
    ['widgets.lamp-switch.on', 'Lamp switch on (widgets)'],
    ['widgets.lamp_switch', 'Lamp switch (widgets)'],
    ['odd', 'odd'],
  ])('says %s as %s', (action, words) => {
    expect(describeAction(action)).toBe(words);
  });
});

describe('describeActor', () => {
  it.each([
    ['user:default/dev.rivera', { kind: 'person', name: 'dev.rivera' }],
    [
      'user:other/dev.rivera',
      { kind: 'person', name: 'user:other/dev.rivera' },
    ],
    ['plugin:scaffolder', { kind: 'service', name: 'scaffolder' }],
    [undefined, { kind: 'unknown' }],
  ])('splits %s', (stored, actor) => {
    expect(describeActor(stored)).toEqual(actor);
  });
});

describe('describeTime', () => {
  const now = Date.parse('2026-11-21T12:00:00Z');
  it.each([
    ['2026-11-21T11:59:30Z', 'just now'],
    ['2026-11-21T12:00:05Z', 'just now'],
    ['2026-11-21T11:58:00Z', '2 minutes ago'],
    ['2026-11-21T09:00:00Z', '3 hours ago'],
    ['2026-11-20T11:00:00Z', 'yesterday'],
  ])('says %s as %s', (time, words) => {
    const described = describeTime(time, now);
    expect(described.relative).toBe(words);
    expect(described.absolute).toContain('2026');
  });
});
