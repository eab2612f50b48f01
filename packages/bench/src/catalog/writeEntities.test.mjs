import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

import { parseAllDocuments } from 'yaml';

import { writeEntities } from './writeEntities.mjs';

function write(t, count) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'notes-bench-test-'));
  t.after(() => fs.rmSync(directory, { recursive: true }));
  const file = path.join(directory, 'entities.yaml');
  const written = writeEntities(file, count);
  const text = fs.readFileSync(file, 'utf8');
  return { written, entities: parseAllDocuments(text).map(d => d.toJS()) };
}

test('the file holds the asked number of components, with groups and systems', t => {
  const { written, entities } = write(t, 200);
  const count = kind => entities.filter(entity => entity.kind === kind).length;
  assert.deepEqual(written, { groups: 2, systems: 6, components: 200 });
  assert.equal(count('Component'), 200);
  assert.equal(count('Group'), 2);
  assert.equal(count('System'), 6);
});

test('every owner, system and dependency exists, and names are unique', t => {
  const { entities } = write(t, 150);
  const names = new Set(entities.map(({ metadata }) => metadata.name));
  assert.equal(names.size, entities.length);
  for (const { kind, metadata, spec } of entities) {
    const mentioned = [
      ...(kind === 'Group' ? [] : [spec.owner]),
      ...(spec.system ? [spec.system] : []),
      ...(spec.dependsOn ?? []).map(ref => ref.split('/')[1]),
    ];
    for (const name of mentioned) {
      assert.ok(names.has(name), `${metadata.name} mentions ${name}`);
      assert.notEqual(name, metadata.name);
    }
  }
});

test('a single component depends on nothing', t => {
  const { entities } = write(t, 1);
  const component = entities.find(({ kind }) => kind === 'Component');
  assert.equal(component.spec.dependsOn, undefined);
});
