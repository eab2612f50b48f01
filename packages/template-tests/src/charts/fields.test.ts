import { expectField, FIELDS } from './fields';
import { describeWithTools, findTool } from './findTool';
import { RenderCache } from './RenderCache';
import { NAME, ServiceChart } from './ServiceChart';

describeWithTools('the library chart', { helm: findTool('helm') }, () => {
  const chart = new ServiceChart();
  const cache = new RenderCache(chart);
  afterAll(() => chart.remove());

  describe.each(Object.entries(FIELDS))('%s', (_area, rows) => {
    it.each(rows.map(row => [`${row.object}: ${row.reason}`, row] as const))(
      '%s',
      (_name, row) => {
        expect.hasAssertions();
        expectField(row, cache.objectsOf(row), NAME);
      },
    );
  });
});
