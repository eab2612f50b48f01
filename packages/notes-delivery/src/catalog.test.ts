/**
 * Unit layer: the catalog files against what the packages have. That no entity names one that is not there is what
 * `packages/backend/src/catalog/catalog.test.ts` looks at, for every package.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { feeds, readEventFlow } from './deliver/readEventFlow';
import { FACTS, TOPICS, topicsOf } from './overlay/facts';
import { folderOf } from './root';
import { SERVICES } from './services';
import {
  claimedStores,
  readCatalog,
  type CatalogEntity,
} from './testing/readCatalog';

const catalog = readCatalog();
const groups = new Set(
  catalog
    .filter(({ kind }) => kind === 'Group')
    .map(({ metadata }) => `group:default/${metadata.name}`),
);
const ofNotes = catalog.filter(({ spec }) =>
  /^(system:default\/)?notes$/.test(spec.system ?? ''),
);
const inFolder = (folder: string, kind: string) =>
  catalog.filter(one => one.folder === folder && one.kind === kind);
const storesOf = (folder: string) =>
  inFolder(folder, 'Resource')
    .map(({ metadata, spec }) => `${metadata.name}: ${spec.type}`)
    .sort();

describe.each(SERVICES.map(({ name }) => name))('%s in the catalog', name => {
  const [component] = inFolder(name, 'Component');
  const apis = inFolder(name, 'API');

  it('has an API for each of its documents, and provides it', () => {
    const there = ['openapi.yaml', 'asyncapi.yaml'].filter(file =>
      existsSync(join(folderOf(name), file)),
    );
    expect(there).toContain('openapi.yaml');
    const documents = apis.map(({ spec }) => spec.definition!.$text);
    expect(documents).toEqual(
      there.map(file =>
        file === 'asyncapi.yaml' ? './.backstage/asyncapi.yaml' : `./${file}`,
      ),
    );
    expect(component.spec.providesApis).toEqual(
      apis.map(({ metadata }) => metadata.name),
    );
  });

  it('has a resource for each store that it claims, and depends on it', () => {
    const stores = claimedStores(name);
    expect(storesOf(name)).toEqual(stores);
    const needed = [
      ...stores.map(store => store.split(':')[0]),
      ...topicsOf(FACTS[name]),
    ].map(store => `resource:${store}`);
    const others =
      name === 'api-gateway'
        ? SERVICES.filter(one => one.name !== name).map(
            one => `component:${one.name}`,
          )
        : [];
    expect([...(component.spec.dependsOn ?? [])].sort()).toEqual(
      [...needed, ...others].sort(),
    );
  });

  it('receives no event that nobody sends, and names each sender', () => {
    const from = SERVICES.filter(
      one =>
        one.name === name ||
        component.spec.consumesApis?.includes(`${one.name}-events`),
    );
    const sent = new Set(
      from.flatMap(one => [...readEventFlow(one.name).sends]),
    );
    const flow = readEventFlow(name);
    expect([...flow.receives].filter(message => !sent.has(message))).toEqual(
      [],
    );
    const idle = from.filter(
      one => one.name !== name && !feeds(readEventFlow(one.name), flow),
    );
    expect(idle.map(one => one.name)).toEqual([]);
  });

  it('has pages that are there, with a picture, and a runbook', () => {
    expect(component.metadata.annotations).toMatchObject({
      'backstage.io/techdocs-ref': 'dir:.',
    });
    const pages = pagesOf(name);
    expect(Object.keys(pages)).toContain('runbook.md');
    expect(pages['index.md']).toMatch(/```mermaid\n/);
  });
});

describe('the system Notes in the catalog', () => {
  it('has a resource for each topic', () => {
    const topics = Object.keys(TOPICS).map(topic => `${topic}: kafka-topic`);
    expect(claimedStores('events')).toEqual([...topics].sort());
    expect(storesOf('events')).toEqual([...topics].sort());
  });

  it('has a component for each function', () => {
    const functions = globSync('src/*/lambda.ts', {
      cwd: folderOf('functions'),
    }).map(file => `function-${file.split('/')[1]}`);
    const components = inFolder('functions', 'Component')
      .map(({ metadata }) => metadata.name)
      .filter(name => name !== 'functions');
    expect(functions.length).toBeGreaterThan(0);
    expect(components.sort()).toEqual(functions.sort());
  });

  it('has a team as owner of each entity', () => {
    const owners = ofNotes.map(({ spec }) => ownerOf(spec));
    expect(ofNotes.length).toBeGreaterThan(30);
    expect(owners.filter(owner => !groups.has(owner))).toEqual([]);
  });

  it('shows pages for each part that has some', () => {
    const written = [...new Set(ofNotes.map(({ folder }) => folder!))].filter(
      folder => existsSync(join(folderOf(folder), 'docs/index.md')),
    );
    const shown = written.filter(folder => {
      const [component] = inFolder(folder, 'Component');
      return component.metadata.annotations?.['backstage.io/techdocs-ref'];
    });
    expect(shown).toEqual(written);
    for (const folder of shown) {
      expect(Object.values(pagesOf(folder))).not.toContain('');
    }
  });
});

function ownerOf({ owner = '' }: CatalogEntity['spec']): string {
  return owner.includes(':') ? owner : `group:default/${owner}`;
}

/** The pages that the settings name, with their text; reading one that is not there throws. */
function pagesOf(folder: string): Record<string, string> {
  const { nav } = parse(
    readFileSync(join(folderOf(folder), 'mkdocs.yml'), 'utf8'),
  ) as { nav: Record<string, string>[] };
  const pages = nav.flatMap(entry => Object.values(entry));
  return Object.fromEntries(
    pages.map(page => [
      page,
      readFileSync(join(folderOf(folder), 'docs', page), 'utf8'),
    ]),
  );
}
