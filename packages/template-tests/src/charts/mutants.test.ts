import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectField, FIELDS, type FieldRow } from './fields';
import { describeWithTools, findTool } from './findTool';
import { MUTANTS, type Mutant } from './mutants';
import { RenderCache } from './RenderCache';
import { NAME, ServiceChart } from './ServiceChart';

/** The first row of the area that sees the defect; none sees one in the library as it is, which its own test proves. */
function findWitness(chart: ServiceChart, { area }: Mutant) {
  const cache = new RenderCache(chart);
  const rows: FieldRow[] = FIELDS[area];
  return rows.find(row => {
    try {
      expectField(row, cache.objectsOf(row), NAME);
      return false;
    } catch {
      return true;
    }
  })?.reason;
}

function damage(chart: ServiceChart, { file, from, to }: Mutant): void {
  const path = join(chart.library, 'templates', file);
  const text = readFileSync(path, 'utf8');
  if (!text.includes(from)) throw new Error(`${file} holds no "${from}"`);
  writeFileSync(path, text.replaceAll(from, to));
}

describeWithTools(
  'the tests of the library',
  { helm: findTool('helm') },
  () => {
    const charts: ServiceChart[] = [];
    afterAll(() => charts.forEach(chart => chart.remove()));
    function createChart(): ServiceChart {
      const chart = new ServiceChart();
      charts.push(chart);
      return chart;
    }

    it.each(MUTANTS)('find $defect', mutant => {
      const chart = createChart();
      damage(chart, mutant);
      // It must still render: a broken template would be found by anything.
      expect(chart.render().length).toBeGreaterThan(4);
      expect(findWitness(chart, mutant)).toEqual(expect.any(String));
    });
  },
);
