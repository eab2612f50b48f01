import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { API_PLURALS } from './generate/apiKinds';

const CROSSPLANE = resolve(__dirname, '../../../crossplane');
const read = (...path: string[]) =>
  readFileSync(join(CROSSPLANE, ...path), 'utf8');

/** The kinds that the namespaced compositions write, as `group/version Kind`. */
function composedKinds(): string[] {
  const templates = API_PLURALS.flatMap(plural =>
    readdirSync(join(CROSSPLANE, 'apis', plural))
      .filter(file => file.startsWith('composition-'))
      .map(file => {
        const steps = parse(read('apis', plural, file)).spec.pipeline;
        return steps[1].input.inline.template as string;
      }),
  );
  const found = templates.flatMap(template =>
    [...template.matchAll(/^apiVersion: (\S+)\nkind: (\w+)$/gm)].map(
      ([, version, kind]) => `${version} ${kind}`,
    ),
  );
  return [...new Set(found)];
}

/** `group/version Kind` to `plurals.group`, for the plurals that Kubernetes forms. */
function toResource(kind: string): string {
  const [version, name] = kind.split(' ');
  const lower = name.toLowerCase();
  // Only a y behind a consonant changes.
  const plural = lower.endsWith('s')
    ? lower
    : `${lower}s`.replace(/([^aeiou])ys$/, '$1ies');
  const group = version.includes('/') ? version.split('/')[0] : '';
  return `${plural}.${group}`;
}

describe('what a control plane is given', () => {
  it('activates exactly the managed resources that are composed', () => {
    const managed = composedKinds().filter(kind => kind.includes('.m.'));
    expect(parse(read('activation.yaml')).spec.activate.sort()).toEqual(
      managed.map(toResource).sort(),
    );
  });

  it('lets Crossplane write exactly the objects of the cluster that are composed', () => {
    const rules: { apiGroups: string[]; resources: string[] }[] = parse(
      read('rbac.yaml'),
    ).rules;
    const allowed = rules.flatMap(({ apiGroups: [group], resources }) =>
      resources.map(resource => `${resource}.${group}`),
    );
    const own = composedKinds().filter(kind => !kind.includes('.m.'));
    expect(allowed.sort()).toEqual(own.map(toResource).sort());
  });

  it('installs exactly the functions that are used, by full name and version', () => {
    const used = new Set(
      API_PLURALS.flatMap(plural =>
        parse(read('apis', plural, 'composition-aws.yaml')).spec.pipeline.map(
          (step: { functionRef: { name: string } }) => step.functionRef.name,
        ),
      ),
    );
    const installed = parseAllDocuments(read('functions.yaml')).map(document =>
      document.toJS(),
    );
    expect(installed.map(each => each.metadata.name)).toEqual([...used]);
    for (const { spec } of installed) {
      expect(spec.package).toMatch(/^xpkg\.crossplane\.io\/.+:v\d+\.\d+\.\d+$/);
    }
  });
});
