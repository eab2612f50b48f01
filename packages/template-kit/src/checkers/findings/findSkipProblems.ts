import type { TextFiles } from './findTextProblems';

/** The words with which people switch a checker off, in the languages that templates emit. */
const SKIP = new RegExp(
  [
    'eslint-disable(?:-next-line|-line)?',
    'prettier-ignore',
    '@ts-(?:ignore|expect-error|nocheck)',
    '# noqa',
    '# type: ignore',
    '# nosec',
    '# pragma: no cover',
    '(?:istanbul|c8|v8) ignore',
    'zizmor: ignore',
    'hadolint ignore=',
    'shellcheck disable=',
    'kube-linter\\.io/ignore',
    'ignore-check\\.kube-linter\\.io/\\S+',
    'kube-score/ignore',
    'checkov:skip=',
    'trivy:ignore',
    'markdownlint-disable',
    'pint (?:ignore|disable)',
    'actionlint ignore',
  ].join('|'),
);
/** Vendored, the same in every repository: its own tests answer for its skips, not the team. */
const VENDORED = /^(charts\/[^/]+\/charts\/|package-lock\.json$)/;
const MOST = 3;

/** A skip without a reason, and more skips than a team can oversee. */
export function findSkipProblems(files: TextFiles): string[] {
  const skips = Object.entries(files)
    .filter(([path]) => !VENDORED.test(path))
    .flatMap(([path, text]) =>
      text.split('\n').flatMap((line, index, lines) =>
        SKIP.test(line)
          ? [
              {
                where: `${path}:${index + 1}`,
                explained: isExplained(lines, index),
              },
            ]
          : [],
      ),
    );
  return [
    ...skips
      .filter(({ explained }) => !explained)
      .map(({ where }) => `${where} skips a check and does not say why`),
    ...(skips.length > MOST
      ? [
          `${skips.length} checks are skipped, at most ${MOST} may be: ${skips.map(({ where }) => where).join(', ')}`,
        ]
      : []),
  ];
}

/** The reason stands behind the skip, or in a comment above it. */
function isExplained(lines: string[], index: number): boolean {
  const rest = lines[index].replace(/.*?(?:ignore|disable|skip|no\w+)\S*/i, '');
  const above = lines[index - 1]?.trim() ?? '';
  return (
    (rest.match(/[A-Za-z]{2,}/g)?.length ?? 0) >= 3 ||
    /^(#|\/\/|\*|\/\*|<!--).*(?:\w+\s+){3}/.test(above)
  );
}
