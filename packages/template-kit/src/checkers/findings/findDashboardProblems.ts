export type Dashboard = {
  id?: number;
  uid: string;
  schemaVersion: number;
  templating: { list: { name: string; type: string; query: unknown }[] };
  annotations: { list: { datasource: object; expr: string }[] };
  panels: Panel[];
};
type Panel = {
  id: number;
  type: string;
  title: string;
  description?: string;
  datasource?: { type: string; uid: string };
  gridPos: { x: number; y: number; w: number; h: number };
  targets?: { expr: string; datasource: object }[];
};

const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };
const LABEL_VALUES = /label_values\((.*), \w+\)$/;

/** Every query that a board sends, those of its variables and annotations too. */
export function expressionsOf(board: Dashboard): string[] {
  const variables = board.templating.list.flatMap(({ query }) => {
    const text = (query as { query?: string }).query;
    return text ? [LABEL_VALUES.exec(text)?.[1] ?? text] : [];
  });
  return [
    ...board.panels.flatMap(panel => panel.targets ?? []).map(one => one.expr),
    ...board.annotations.list.map(one => one.expr),
    ...variables,
  ];
}

/** What Grafana would refuse, or draw badly. */
export function findDashboardProblems(board: Dashboard): string[] {
  const problems: string[] = [];
  if (board.id !== undefined) problems.push('it has an id of one Grafana');
  if (!/^[\w-]{1,40}$/.test(board.uid))
    problems.push(`its uid "${board.uid}" is not accepted by Grafana`);
  if (board.schemaVersion < 41)
    problems.push(`its schema ${board.schemaVersion} is older than 41`);
  if (!board.templating.list.some(one => one.name === 'datasource'))
    problems.push('it has no variable for the data source');
  const ids = board.panels.map(({ id }) => id);
  if (new Set(ids).size !== ids.length)
    problems.push('two panels have the same id');
  return [
    ...problems,
    ...findAnnotationProblems(board),
    ...board.panels.flatMap(findPanelProblems),
    ...findOverlaps(board.panels),
  ];
}

/** Grafana's own annotations come from itself; every other asks the chosen data source. */
function findAnnotationProblems({ annotations }: Dashboard): string[] {
  return annotations.list
    .filter(
      ({ datasource }) =>
        !JSON.stringify(datasource).includes('grafana') &&
        !isChosenSource(datasource),
    )
    .map(({ expr }) => `the annotation "${expr}" has a fixed data source`);
}

function isChosenSource(source: unknown): boolean {
  return JSON.stringify(source) === JSON.stringify(DATASOURCE);
}

function findPanelProblems(panel: Panel): string[] {
  if (panel.type === 'row') return [];
  const sources = [
    panel.datasource,
    ...(panel.targets ?? []).map(one => one.datasource),
  ];
  return [
    ...(panel.description ? [] : [`"${panel.title}" has no description`]),
    ...(panel.targets?.length ? [] : [`"${panel.title}" asks for nothing`]),
    ...(sources.every(isChosenSource)
      ? []
      : [`"${panel.title}" does not use the chosen data source`]),
    ...(panel.gridPos.x + panel.gridPos.w > 24
      ? [`"${panel.title}" is wider than the board`]
      : []),
  ];
}

function findOverlaps(panels: Panel[]): string[] {
  return panels.flatMap(({ gridPos: a, title }, index) =>
    panels
      .slice(index + 1)
      .filter(
        ({ gridPos: b }) =>
          a.x < b.x + b.w &&
          b.x < a.x + a.w &&
          a.y < b.y + b.h &&
          b.y < a.y + a.h,
      )
      .map(other => `"${title}" lies over "${other.title}"`),
  );
}
