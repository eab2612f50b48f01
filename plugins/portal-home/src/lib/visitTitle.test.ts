import { visitTitle } from './visitTitle';

const COMMON = { id: '1', name: 'Title of the window', hits: 1, timestamp: 1 };

describe('visitTitle', () => {
  it.each([
    { pathname: '/', title: 'Title of the window', reason: 'no segment' },
    { pathname: '/docs', title: 'Docs', reason: 'a known page' },
    { pathname: '/audit-log', title: 'Audit log', reason: 'readable words' },
    {
      pathname: '/docs/default/component/orders/run',
      title: 'orders, Docs',
      reason: 'the documentation of an entity',
    },
    { pathname: '/create/tasks', title: 'Create, Tasks', reason: 'two levels' },
    {
      pathname: '/create/plans/82222f83-7589-4548-b38d-7121e035db24',
      title: 'Create, Plan 82222f83',
      reason: 'an id says nothing',
    },
    {
      pathname: '/repositories/notes/orders',
      title: 'Repositories, Orders',
      reason: 'three levels',
    },
  ])('calls $pathname «$title»: $reason', ({ pathname, title }) => {
    expect(visitTitle({ ...COMMON, pathname })).toBe(title);
  });

  it('uses the name of an entity', () => {
    const visit = {
      ...COMMON,
      name: 'orders',
      pathname: '/catalog/default/component/orders',
      entityRef: 'component:default/orders',
    };
    expect(visitTitle(visit)).toBe('orders');
  });
});
