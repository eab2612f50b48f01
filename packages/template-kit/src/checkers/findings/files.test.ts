import type { Combination } from '../../model';
import { findDataProblems } from './findDataProblems';
import { findDependencyProblems } from './findDependencyProblems';
import { findTextProblems } from './findTextProblems';
import { findTraces } from './findTraces';

describe('the checks of rendered files', () => {
  it.each([
    { text: '${{ values.name }}\n', reason: 'has template syntax left' },
    { text: '{% if x %}\n', reason: 'has template syntax left' },
    { text: 'a \n', reason: 'has blanks at the end of a line' },
    { text: 'a\n\n\nb\n', reason: 'has a gap of several empty lines' },
    { text: 'a', reason: 'does not end with a line break' },
    { text: 'is undefined\n', reason: 'says "undefined"' },
  ])('find that a file $reason', ({ text, reason }) => {
    expect(findTextProblems({ 'README.md': text })).toEqual([
      `README.md ${reason}`,
    ]);
    expect(findTextProblems({ 'README.md': 'fine\n' })).toEqual([]);
  });

  it('leave the expressions of a workflow alone', () => {
    const path = '.github/workflows/ci.yml';
    expect(findTextProblems({ [path]: '${{ github.sha }}\n' })).toEqual([]);
    expect(findTextProblems({ [path]: '${{ values.name }}\n' })).toHaveLength(
      1,
    );
  });

  it('find YAML and JSON that does not parse, and keys without a value', () => {
    expect(findDataProblems({ 'a.json': '{', 'b.yaml': 'a: [' })).toHaveLength(
      2,
    );
    expect(findDataProblems({ 'c.yaml': 'a:\n  b:\n' })).toEqual([
      'c.yaml: /a/b is empty',
    ]);
    expect(findDataProblems({ 'd.yaml': 'a: 1\n---\nb: 2\n' })).toEqual([]);
  });

  it('find what was not chosen, in a name and in a text', () => {
    const none = { database: 'none', cache: 'none', events: 'none' } as const;
    const files = { 'src/RedisCache.ts': 'x', 'README.md': 'Uses Kafka' };
    expect(findTraces(none, files)).toHaveLength(2);
    const both = { ...none, cache: 'redis', events: 'both' } as const;
    expect(findTraces(both, files)).toEqual([]);
  });

  it.each([
    { chosen: { mesh: 'sidecar' }, text: 'kind: istio' },
    { chosen: { mesh: 'sidecar', canary: '90-10' }, text: 'a canary' },
    { chosen: { secrets: 'vault' }, text: 'read from Vault' },
    { chosen: { secrets: 'aws' }, text: 'AWS Secrets Manager' },
    { chosen: { chaos: true }, text: 'chaos/' },
    { chosen: { ci: 'jenkins' }, text: 'Jenkins' },
    { chosen: { sonar: 'sonarqube' }, text: 'sonar.projectKey' },
    { chosen: { registry: 'ecr' }, text: 'push to ecr' },
  ] as { chosen: Combination; text: string }[])(
    'find the option that leaves "$text"',
    ({ chosen, text }) => {
      const none = { database: 'none', cache: 'none', events: 'none' } as const;
      const files = { 'README.md': text };
      expect(findTraces(none, files)).not.toEqual([]);
      expect(findTraces({ ...none, ...chosen }, files)).toEqual([]);
    },
  );

  it('leave the record of the choices and the vendored chart alone', () => {
    const none = { database: 'none', cache: 'none', events: 'none' } as const;
    const files = {
      '.backstage/template.lock.yaml': 'canary: none',
      'charts/a/charts/notes-service/templates/_vault.tpl': '{{ .Values }}',
    };
    expect(findTraces(none, files)).toEqual([]);
  });

  it('find a dependency that is unused, missing, out of date or half locked', () => {
    const manifest = { dependencies: { pg: '1.0.0' }, devDependencies: {} };
    const lock = {
      packages: {
        '': { dependencies: { pg: '2.0.0' }, devDependencies: {} },
        'node_modules/pg': { optionalDependencies: { 'pg-native': '1.0.0' } },
      },
    };
    const problems = findDependencyProblems({
      'package.json': JSON.stringify(manifest),
      'package-lock.json': JSON.stringify(lock),
      'src/a.ts': "import { Redis } from 'ioredis';",
    });
    expect(problems).toEqual([
      'ioredis is imported but not a dependency',
      'pg is a dependency that nothing imports',
      'package-lock.json is out of date',
      'node_modules/pg has no hash',
      'pg-native, which node_modules/pg may need, is not locked',
    ]);
  });
});
