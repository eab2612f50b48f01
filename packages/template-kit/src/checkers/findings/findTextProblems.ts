/** Files of a repository by path, as text. */
export type TextFiles = Record<string, string>;

const TEMPLATE =
  /\$\{\{|\{%|%\}|\{#|#\}|\bvalues\.(has|produces|consumes|name|desc)\w*/;
/** Expressions that GitHub evaluates, not the scaffolder. */
const WORKFLOW_EXPRESSION =
  /\$\{\{ !?(matrix|github|inputs|needs|secrets|steps|vars|env|runner|jobs|join|hashFiles|fromJSON|format)\b[^}]*\}\}/g;
/** What Helm renders, and Go templates that Prometheus and Grafana render. */
const GO_TEMPLATE = /(?<!\$)\{\{[^}]*\}\}/;
const HAS_GO_TEMPLATES =
  /^charts\/.*\/templates\/|^observability\/|^platform\/(dashboards|argocd)\/|^docs\/|^apps\/|^policies\//;
/** A package of Python, and a folder that git would not keep. */
const EMPTY_BY_CUSTOM = /(^|\/)(__init__\.py|\.gitkeep)$/;
/** Files whose own language is Helm's: `.Values.name` is theirs. */
const LIBRARY_CHART = /^charts\/[^/]+\/charts\//;

const RULES: [
  reason: string,
  broken: (text: string, path: string) => boolean,
][] = [
  ['is empty', text => text.trim() === ''],
  ['has blanks at the end of a line', text => /[ \t]$/m.test(text)],
  ['has a gap of several empty lines', hasGap],
  ['does not end with a line break', text => !text.endsWith('\n')],
  ['has a name with template syntax', (_text, path) => /[{}$]/.test(path)],
  ['has template syntax left', hasTemplateSyntax],
  ['has an expression of another language', hasForeignExpression],
  [
    'says "undefined"',
    (text, path) => !/\.(ts|js)$/.test(path) && /\bundefined\b/.test(text),
  ],
];

/** What a person would see as dirt in an emitted file. */
export function findTextProblems(files: TextFiles): string[] {
  return Object.entries(files).flatMap(([path, text]) =>
    text === '' && EMPTY_BY_CUSTOM.test(path)
      ? []
      : RULES.filter(([, broken]) => broken(text, path)).map(
          ([reason]) => `${path} ${reason}`,
        ),
  );
}

/** Python puts two empty lines between definitions. */
function hasGap(text: string, path: string): boolean {
  return (path.endsWith('.py') ? /\n\n\n\n/ : /\n\n\n/).test(text);
}

function hasTemplateSyntax(text: string, path: string): boolean {
  if (LIBRARY_CHART.test(path)) return false;
  return TEMPLATE.test(withoutExpressions(text, path));
}

/** Double braces stand only where something renders them later. */
function hasForeignExpression(text: string, path: string): boolean {
  return (
    !path.startsWith('.github/') &&
    /\.(ya?ml|json|hcl|toml|sh)$/.test(path) &&
    !HAS_GO_TEMPLATES.test(path) &&
    !path.startsWith('charts/') &&
    GO_TEMPLATE.test(text)
  );
}

function withoutExpressions(text: string, path: string): string {
  return path.startsWith('.github/workflows/')
    ? text.replace(WORKFLOW_EXPRESSION, '')
    : text;
}
