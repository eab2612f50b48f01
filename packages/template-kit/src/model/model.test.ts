import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  combineAll,
  combinePairwise,
  measureCoverage,
  nameOf,
  readKitFile,
  readParameterModel,
  type KitFile,
  type ParameterPage,
} from '.';

const KIT: KitFile = {
  base: { name: 'billing' },
  fixed: { host: 'embedded' },
  exclude: [
    {
      when: { mesh: ['none'], canary: ['90-10', '10-50-100'] },
      reason: 'A canary shifts traffic through the mesh.',
    },
  ],
  build: [],
  variants: {},
  snapshots: {},
};

const PAGES: ParameterPage[] = [
  {
    required: ['name'],
    properties: {
      name: { type: 'string' },
      database: { type: 'string', enum: ['none', 'postgresql'] },
      chaos: { type: 'boolean' },
    },
  },
  {
    properties: {
      mesh: { type: 'string', enum: ['none', 'sidecar', 'ambient'] },
      canary: { type: 'string', enum: ['none', '90-10', '10-50-100'] },
      host: { type: 'string', enum: ['embedded', 'github'] },
    },
  },
];

describe('the parameter model', () => {
  it('varies parameters with choices and keeps the others', () => {
    const model = readParameterModel(PAGES, KIT);
    expect(Object.keys(model.choices)).toEqual([
      'database',
      'chaos',
      'mesh',
      'canary',
    ]);
    expect(model.base).toEqual({ name: 'billing', host: 'embedded' });
  });

  it.each([
    ['base', { base: {} }, 'required parameter name'],
    ['a misspelt parameter', { fixed: { hots: 'x' } }, 'no parameter "hots"'],
  ])('refuses a kit file for %s', (_, part, message) => {
    expect(() => readParameterModel(PAGES, { ...KIT, ...part })).toThrow(
      message,
    );
  });
});

describe('covering sets', () => {
  const model = readParameterModel(PAGES, KIT);

  it('let every two choices meet that may meet, in far fewer combinations than all', () => {
    const pairwise = combinePairwise(model);
    const coverage = measureCoverage(pairwise, model);
    expect(coverage.missing).toEqual([]);
    expect(coverage.covered).toBe(coverage.possible);
    expect(pairwise.length).toBeLessThan(combineAll(model).length);
  });

  it('never hold a combination that the template refuses', () => {
    for (const combination of combineAll(model)) {
      expect(combination.mesh === 'none' && combination.canary !== 'none').toBe(
        false,
      );
    }
    expect(combineAll(model)).toHaveLength(28);
  });

  it('say which pairs a smaller set leaves out', () => {
    const coverage = measureCoverage(combinePairwise(model).slice(0, 2), model);
    expect(coverage.covered).toBeLessThan(coverage.possible);
    expect(coverage.missing[0]).toMatch(/^\w+=\S+ & \w+=\S+$/);
  });

  it('have names of what differs from the first choices', () => {
    expect(nameOf({ database: 'none', chaos: false }, model.choices)).toBe(
      'first-choices',
    );
    expect(nameOf({ database: 'postgresql', chaos: true }, model.choices)).toBe(
      'database-postgresql_chaos',
    );
  });
});

describe('the kit file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'kit-'));
    mkdirSync(join(folder, 'tests'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('may be absent', () => {
    expect(readKitFile(folder).snapshots).toEqual({});
  });

  it('takes one choice for a list of one', () => {
    writeFileSync(
      join(folder, 'tests/kit.yaml'),
      'exclude:\n  - { when: { mesh: none, canary: [a, b] }, reason: because }\n',
    );
    expect(readKitFile(folder).exclude[0].when).toEqual({
      mesh: ['none'],
      canary: ['a', 'b'],
    });
  });

  it('names file and field of what it does not understand', () => {
    writeFileSync(join(folder, 'tests/kit.yaml'), 'snapshot: {}\n');
    expect(() => readKitFile(folder)).toThrow(/kit\.yaml: .*snapshot/);
  });
});
