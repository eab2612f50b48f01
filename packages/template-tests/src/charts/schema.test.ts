import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SHARED } from '../delivery/renderLayers';
import { describeWithTools, findTool } from './findTool';
import { REJECTIONS } from './schemaRejections';
import { SCENARIOS } from './scenarios';
import { ServiceChart } from './ServiceChart';

const schema = JSON.parse(
  readFileSync(
    join(SHARED, 'charts/service-schema/values.schema.json'),
    'utf8',
  ),
);

/** Paths of the objects of a schema that accept keys which it does not name. */
function openObjects(node: unknown, path = ''): string[] {
  if (typeof node !== 'object' || node === null) return [];
  const { type, properties, additionalProperties } = node as Record<
    string,
    unknown
  >;
  const open =
    type === 'object' && properties && additionalProperties !== false
      ? [path]
      : [];
  return [
    ...open,
    ...Object.entries(node).flatMap(([key, value]) =>
      openObjects(value, `${path}/${key}`),
    ),
  ];
}

describe('the schema of the values', () => {
  it('is draft 07, which every Helm reads', () => {
    expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
  });

  it('names every key, except of the environment of a service', () => {
    expect(openObjects(schema)).toEqual(['/properties/config']);
  });
});

describeWithTools(
  'a service chart',
  { helm: findTool('helm'), helm3: findTool('helm3') },
  () => {
    const chart = new ServiceChart();
    afterAll(() => chart.remove());

    describe.each(['helm', 'helm3'] as const)('under %s', helm => {
      it.each(REJECTIONS)('refuses $mistake by name', ({ values, message }) => {
        expect(() => chart.render(values, { helm })).toThrow(message);
      });

      it('refuses a chart without any value', () => {
        expect(() => chart.render({}, { helm, bare: true })).toThrow(
          /missing properties? 'image', 'partOf', 'labels'/,
        );
      });
    });

    it.each(Object.entries(SCENARIOS))(
      'renders the same under Helm 3 and 4: %s',
      (_name, values) => {
        const [four, three] = (['helm', 'helm3'] as const).map(helm =>
          chart.render(values, { helm }),
        );
        expect(four.length).toBeGreaterThan(6);
        expect(three).toEqual(four);
      },
    );
  },
);
