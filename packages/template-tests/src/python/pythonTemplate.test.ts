import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { LIBRARY } from '../gitops/renderRepository';

const NAMES: [RegExp, string][] = [
  [/python-service/g, 'node-service'],
  [/Python service/g, 'Node service'],
  [/language: python/g, 'language: node'],
];

function read(template: string, file: string) {
  return readFileSync(join(LIBRARY, template, file), 'utf8');
}

/** The text of the Python template in the words of the Node template. */
function asNode(text: string): string {
  return NAMES.reduce((all, [from, to]) => all.replace(from, to), text);
}

describe('the template of the Python service', () => {
  const node = parse(read('node-service', 'template.yaml'));
  const python = parse(asNode(read('python-service', 'template.yaml')));

  it('asks what the Node service asks', () => {
    expect(python.spec.parameters).toEqual(node.spec.parameters);
    expect(python.spec.parameters).toEqual(
      parse(read('_shared', 'parameters/service.yaml')),
    );
  });

  it('does what the Node service does', () => {
    expect(python.spec.steps).toEqual(node.spec.steps);
    expect(python.spec.output).toEqual(node.spec.output);
  });

  it('is made of the same layers, shared ones and its own', () => {
    const layersOf = (template: string) =>
      parse(asNode(read(template, 'golden-path.yaml'))).layers;
    expect(layersOf('python-service')).toEqual(layersOf('node-service'));
  });
});
