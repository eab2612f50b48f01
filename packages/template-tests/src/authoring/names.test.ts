import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeReservedName,
  RESERVED_NAMES,
} from '@notes/plugin-golden-path-common';
import { describeWith } from '../delivery/tools';
import { LIBRARY } from '../gitops/renderRepository';
import { readTemplate } from '../readTemplate';

const PAGE = readFileSync(
  join(LIBRARY, '../docs/golden-path/names.md'),
  'utf8',
);
const skeleton = (path: string) => readFileSync(join(LIBRARY, path), 'utf8');
/** What the form lets through before it asks the list. */
const isName = (name: string) => /^[a-z]([-a-z0-9]{1,38}[a-z0-9])$/.test(name);
const free = (names: string[], language: string) =>
  names.filter(isName).filter(name => !describeReservedName(name, language));

describe('the list of reserved names', () => {
  it('is what people read, group by group', () => {
    for (const {
      reason,
      names,
      prefixes,
      suffixes,
      language,
    } of RESERVED_NAMES) {
      expect(PAGE).toContain(`It ${reason}`);
      const shown = [
        ...(language ? [] : names),
        ...(prefixes ?? []).map(prefix => `${prefix}…`),
        ...(suffixes ?? []).map(suffix => `…${suffix}`),
      ];
      for (const name of shown) expect(PAGE).toContain(`\`${name}\``);
    }
  });

  it('has every package of the Node service', () => {
    // Conditions of the template stand between the lines.
    const names = [
      ...skeleton('node-service/skeleton/base/package.json').matchAll(
        /^ {4}"([^"@]+)": "\d/gm,
      ),
    ].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(15);
    expect(free(names, 'node')).toEqual([]);
  });

  it('has every package of the Python service', () => {
    const names = [
      ...skeleton('python-service/skeleton/base/pyproject.toml').matchAll(
        /^ {2}"([a-z0-9-]+)(?:\[[^\]]+\])?==/gm,
      ),
    ].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(15);
    expect(free(names, 'python')).toEqual([]);
  });

  describeWith(['python3'], 'for Python', () => {
    it('has every module of the Python that is here', () => {
      const modules = execFileSync(
        'python3',
        ['-c', 'import sys; print(*sys.stdlib_module_names)'],
        { encoding: 'utf8' },
      );
      expect(free(modules.trim().split(' '), 'python')).toEqual([]);
    });
  });

  it.each(['node', 'python'])(
    'is asked by the form of the %s service in its language',
    language => {
      const [page] = (
        readTemplate(`${language}-service`).entity.spec as {
          parameters: { properties: { name: object } }[];
        }
      ).parameters;
      expect(page.properties.name).toMatchObject({
        'ui:field': 'ServiceName',
        'ui:options': { language },
      });
    },
  );
});
