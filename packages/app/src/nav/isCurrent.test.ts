import { isCurrent } from './isCurrent';

const ALL = ['/', '/catalog', '/catalog-graph', '/create', '/create/tasks'];

describe('isCurrent', () => {
  it.each([
    { path: '/', current: '/', reason: 'Home stands for itself only' },
    { path: '/catalog', current: '/catalog', reason: 'the page itself' },
    {
      path: '/catalog/default/component/orders',
      current: '/catalog',
      reason: 'a page below it',
    },
    {
      path: '/catalog-graph',
      current: '/catalog-graph',
      reason: 'a name that another one begins',
    },
    {
      path: '/create/tasks/1',
      current: '/create/tasks',
      reason: 'the longer of two that fit',
    },
    { path: '/elsewhere', current: undefined, reason: 'no entry fits' },
  ])('marks $current on $path: $reason', ({ path, current }) => {
    const marked = ALL.filter(href => isCurrent(href, path, ALL));
    expect(marked).toEqual(current ? [current] : []);
  });
});
