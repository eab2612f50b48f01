/** Unit layer. */
import { listWarnings } from './listWarnings';

const FORM = [
  { properties: { name: {}, tier: {} } },
  { title: 'A page without a question' },
];

describe('listWarnings', () => {
  it('names what the form asks for and nobody answered', () => {
    const parameters = { name: 'orders', tier: 'standard', mesh: 'none' };
    expect(listWarnings(FORM, { name: 'orders' }, parameters)).toEqual([
      'Not given, so the default is used: tier = "standard"',
    ]);
  });

  it.each([
    { reason: 'everything was answered', form: FORM, values: { tier: 'x' } },
    { reason: 'the form asks nothing', form: undefined, values: {} },
  ])('says nothing when $reason', ({ form, values }) => {
    expect(listWarnings(form, values, { tier: 'x', mesh: 'none' })).toEqual([]);
  });
});
