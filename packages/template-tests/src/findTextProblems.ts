import type { RenderedFiles } from './createTemplateRenderer';

const SYNTAX = /\$\{\{|\{%|%\}|\bvalues\.(has|produces|consumes|name|desc)\w*/;
/** Expressions that GitHub evaluates, not the scaffolder. */
const WORKFLOW_EXPRESSION =
  /\$\{\{ !?(matrix|github|inputs|needs|secrets|steps|vars|env|runner|jobs|join|hashFiles|fromJSON|format)\b[^}]*\}\}/g;
/** The library chart, which is copied as it is: its templates are Helm's. */
const LIBRARY_CHART = /^charts\/[^/]+\/charts\//;

const RULES: [
  reason: string,
  broken: (text: string, path: string) => boolean,
][] = [
  ['is empty', text => text.trim() === ''],
  ['has blanks at the end of a line', text => /[ \t]$/m.test(text)],
  ['has a gap of several empty lines', text => /\n\n\n/.test(text)],
  ['does not end with a line break', text => !text.endsWith('\n')],
  ['has a name with template syntax', (_text, path) => /[{}$]/.test(path)],
  [
    'has template syntax left',
    (text, path) =>
      !LIBRARY_CHART.test(path) &&
      SYNTAX.test(
        path.startsWith('.github/workflows/')
          ? text.replace(WORKFLOW_EXPRESSION, '')
          : text,
      ),
  ],
  [
    'says "undefined"',
    (text, path) => !/\.(ts|js)$/.test(path) && /\bundefined\b/.test(text),
  ],
];

/** What a person would see as dirt in an emitted file. */
export function findTextProblems(files: RenderedFiles): string[] {
  return Object.entries(files).flatMap(([path, text]) =>
    RULES.filter(([, broken]) => broken(text, path)).map(
      ([reason]) => `${path} ${reason}`,
    ),
  );
}
