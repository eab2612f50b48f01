import { parse } from 'yaml';
import {
  createTemplateRenderer,
  type TemplateRenderer,
} from '../createTemplateRenderer';
import { valuesOf } from '../nodeServiceValues';
import { readTemplate } from '../readTemplate';
import { renderPythonService } from './renderPythonService';

const EVERYTHING = {
  database: 'postgresql',
  cache: 'redis',
  events: 'both',
} as const;

describe('scaffolding a Python service', () => {
  let renderer: TemplateRenderer;
  beforeAll(async () => {
    renderer = await createTemplateRenderer();
  }, 60_000);
  afterAll(() => renderer.stop());

  it('writes what its layers say, claims its stores and records where it comes from', async () => {
    const template = readTemplate('python-service');
    const files = await renderer.render(template, valuesOf(EVERYTHING));
    const layers = await renderPythonService(EVERYTHING);
    const own = Object.keys(layers).filter(path =>
      /^(app|tests|migrations)\//.test(path),
    );
    expect(own.length).toBeGreaterThan(80);
    for (const path of own)
      expect({ path, text: files[path] }).toEqual({
        path,
        text: layers[path],
      });
    for (const part of ['postgresql', 'redis', 'items-topic'])
      expect(parse(files[`claims/${part}.yaml`]).apiVersion).toMatch(
        /^platform\.notes\.dev\//,
      );
    expect(files['.backstage/template.lock.yaml']).toContain(
      'template:default/python-service',
    );
  }, 120_000);
});
