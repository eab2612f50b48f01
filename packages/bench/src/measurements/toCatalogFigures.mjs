import { summarise } from '../catalog/runClients.mjs';
import { median } from '../report/percentile.mjs';

/** The samples of both sides at one size, as figures. */
export function toCatalogFigures(count, { ours, stock }) {
  const words = `${count.toLocaleString('en-US')} components`;
  const figure = (id, title, unit, pick, goal) => ({
    id: `catalog.${count}.${id}`,
    title: `${words}: ${title}`,
    unit,
    ours: pick(ours),
    stock: stock && pick(stock),
    goal,
  });
  const read = (kind, share) => side => summarise(side[kind])[share];
  return [
    {
      ...figure('ingestion', 'ingestion', 's', side => median(side.ingestion)),
      samples: { ours: ours.ingestion, stock: stock?.ingestion },
    },
    figure('list.p50', 'list of 20, p50', 'ms', read('list', 'p50')),
    figure('list.p95', 'list of 20, p95', 'ms', read('list', 'p95'), {
      ratio: 1,
    }),
    figure('facets.p50', 'facets, p50', 'ms', read('facets', 'p50')),
    figure('facets.p95', 'facets, p95', 'ms', read('facets', 'p95')),
    figure('memory', 'backend memory', 'MB', side => median(side.memory)),
  ];
}
