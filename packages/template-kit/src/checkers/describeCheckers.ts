import type { Checker } from '../check';

/** The table of checkers for the docs, by artefact. */
export function describeCheckers(checkers: Checker[]): string {
  const rows = checkers.map(({ id, artefact, proves, tools = [] }) =>
    row([`\`${id}\``, artefact, proves, tools.join(', ') || 'nothing']),
  );
  return [
    row(['Checker', 'Artefact', 'What it proves', 'Needs']),
    row(['---', '---', '---', '---']),
    ...rows,
  ].join('\n');
}

function row(cells: string[]): string {
  return `| ${cells.join(' | ')} |`;
}
