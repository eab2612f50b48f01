/** Unit layer. */
import { readFormFields } from './readFormFields';

describe('readFormFields', () => {
  it('reads titles and the words for values, in the order of the form', () => {
    const fields = readFormFields([
      { properties: { name: { title: 'Name', type: 'string' } } },
      {
        properties: {
          ci: {
            title: 'Pipeline',
            enum: ['github', 'jenkins'],
            enumNames: ['GitHub Actions', 'Jenkins'],
          },
          size: { oneOf: [{ const: 1, title: 'Small' }, { const: 2 }] },
          parts: { items: { enum: ['a'], enumNames: ['First'] } },
        },
      },
    ]);
    expect([...fields.keys()]).toEqual(['name', 'ci', 'size', 'parts']);
    expect(fields.get('ci')?.title).toBe('Pipeline');
    expect(fields.get('ci')?.values.get('"github"')).toBe('GitHub Actions');
    expect([...fields.get('size')!.values]).toEqual([['1', 'Small']]);
    expect(fields.get('parts')?.values.get('"a"')).toBe('First');
  });

  it('finds fields that depend on an answer, and keeps the title of what is only narrowed', () => {
    const fields = readFormFields([
      {
        properties: { canary: { title: 'Canary' } },
        if: { properties: { mesh: { const: 'none' } } },
        then: { properties: { canary: { const: 'none', title: 'x' } } },
        dependencies: {
          canary: [],
          mesh: { oneOf: [{ properties: { weight: { title: 'Weight' } } }] },
        },
      },
    ]);
    expect(fields.get('canary')?.title).toBe('Canary');
    expect(fields.get('mesh')?.title).toBeUndefined();
    expect(fields.get('weight')?.title).toBe('Weight');
  });

  it('is empty for a form without fields', () => {
    expect(readFormFields([]).size).toBe(0);
    expect(readFormFields([{ title: 'Nothing to ask' }]).size).toBe(0);
  });
});
