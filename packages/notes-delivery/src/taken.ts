/** What of a rendered repository lies in the package of the service. */
export const TAKEN: readonly RegExp[] = [
  /^charts\//,
  /^claims\//,
  /^deploy\//,
  /^observability\//,
  /^policies\//,
  /^chaos\//,
  /^vault\//,
  /^smoke\//,
  /^docs\/(runbook|operations|chaos)\.md$/,
  /^mkdocs\.yml$/,
  /^catalog-info\.yaml$/,
  /^Dockerfile$/,
  /^\.dockerignore$/,
  /^\.backstage\/template\.lock\.yaml$/,
];

/** What is not taken, and why. Together with the list above it names every file that the template writes. */
export const NOT_TAKEN: readonly { files: RegExp; reason: string }[] = [
  {
    files:
      /^(src|migrations|docs\/adr)\/|^docs\/(index|architecture|api|development)\.md$|^(README|openapi|asyncapi)\.(md|yaml)$|^development\.env$/,
    reason: 'It is the sample that the team of the service replaces.',
  },
  {
    files: /^package(-lock)?\.json$/,
    reason: 'Packages of one workspace share one lock file, that of Yarn.',
  },
  {
    files: /^(tsconfig(\.build)?\.json|eslint\.config\.js|jest\..*\.?js)$/,
    reason:
      'Types, lint rules and the test runner are those of service-kit, the same for all services.',
  },
  {
    files: /^\.github\/|^renovate\.json$/,
    reason:
      'One workflow at the root builds all services, and only the root of a repository has owners and rules.',
  },
  {
    files:
      /^(\.editorconfig|\.gitignore|\.nvmrc|\.prettierignore|\.prettierrc\.json|SECURITY\.md)$|^\.githooks\//,
    reason: 'The root has them, for every package.',
  },
  {
    files: /^docker-compose\.yml$/,
    reason: 'The command that starts Notes starts its stores as well.',
  },
  {
    files: /^scripts\//,
    reason:
      'They are the steps of the workflow that is not taken; `yarn workspace @notes/notes-delivery test` checks the manifests.',
  },
];

export function isTaken(path: string): boolean {
  return TAKEN.some(pattern => pattern.test(path));
}
