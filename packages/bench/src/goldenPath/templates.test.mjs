import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';

import { parse } from 'yaml';

import { nameOf, STOCK, TEMPLATES } from './templates.mjs';

const library = new URL('../../../../templates/', import.meta.url);
const read = url => parse(fs.readFileSync(url, 'utf8'));
const propertiesOf = ({ spec }) =>
  Object.assign({}, ...spec.parameters.map(page => page.properties));

test('every template of the library is measured', () => {
  const names = fs
    .readdirSync(library)
    .filter(name => fs.existsSync(new URL(`${name}/template.yaml`, library)));
  assert.deepEqual(TEMPLATES.map(({ name }) => name).sort(), names.sort());
});

for (const template of TEMPLATES) {
  test(`the form of ${template.name} has every field that the bench fills in`, () => {
    const file = new URL(`${template.name}/template.yaml`, library);
    const properties = propertiesOf(read(file));
    const values = template.values(nameOf(template, 20), 'bench-service');
    for (const [name, value] of Object.entries(values)) {
      assert.ok(properties[name], name);
      const { enum: choices, pattern, maxLength = 200 } = properties[name];
      assert.ok(!choices || choices.includes(value), `${name}: ${value}`);
      assert.ok(!pattern || new RegExp(pattern, 'u').test(value), name);
      assert.ok(String(value).length <= maxLength, name);
    }
  });

  test(`${template.name} is approved first when its manifest asks for it`, () => {
    const file = new URL(`${template.name}/golden-path.yaml`, library);
    const manifest = fs.existsSync(file) ? read(file) : {};
    assert.equal(
      template.needsApproval ?? false,
      manifest.approval?.required ?? false,
    );
  });

  test(`${template.name} is planned when it renders a repository of its own`, () => {
    const file = new URL(`${template.name}/template.yaml`, library);
    const renders = read(file).spec.steps.some(
      ({ action }) => action === 'golden-path:render',
    );
    assert.equal(template.hasPlan !== false, renders);
  });
}

test('the stock template fetches, publishes and registers, and nothing else', () => {
  const file = new URL('stockTemplate/template.yaml', import.meta.url);
  const entity = read(file);
  assert.deepEqual(
    entity.spec.steps.map(({ action }) => action),
    ['fetch:template', 'publish:git', 'catalog:register'],
  );
  assert.equal(entity.metadata.name, STOCK.name);
  assert.deepEqual(
    Object.keys(STOCK.values('x')),
    entity.spec.parameters[0].required,
  );
});
