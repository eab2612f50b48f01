import { dirname, join } from 'node:path';
import { type Entity, parseEntityRef } from '@backstage/catalog-model';
import { parse, parseAllDocuments } from 'yaml';
import { combinations, nameOf } from './combinations';
import {
  createTemplateRenderer,
  type RenderedFiles,
  type TemplateRenderer,
} from './createTemplateRenderer';
import { expectValidEntity } from './expectValidEntity';
import { findDataProblems } from './findDataProblems';
import { findDependencyProblems } from './findDependencyProblems';
import { findTextProblems } from './findTextProblems';
import { findTraces } from './findTraces';
import { keepRenders } from './keepRenders';
import { NAME, valuesOf } from './nodeServiceValues';
import { readTemplate } from './readTemplate';

const template = readTemplate('node-service');
describe('a Node service', () => {
  let renderer: TemplateRenderer;
  beforeAll(async () => {
    renderer = await createTemplateRenderer();
  }, 60_000);
  afterAll(() => renderer.stop());

  describe.each(combinations.map(one => [nameOf(one), one] as const))(
    'with %s',
    (folder, combination) => {
      let files: RenderedFiles;
      beforeAll(async () => {
        files = await renderer.render(template, valuesOf(combination));
        keepRenders(folder, files);
      }, 60_000);

      it('is clean text without anything of the template in it', () => {
        expect(findTextProblems(files)).toEqual([]);
      });

      it('has valid YAML and JSON everywhere, without empty keys', () => {
        expect(findDataProblems(files)).toEqual([]);
      });

      it('has catalog entities that are valid and refer to each other', async () => {
        const entities = parseAllDocuments(files['catalog-info.yaml']).map(
          one => one.toJS() as Entity,
        );
        for (const entity of entities) await expectValidEntity(entity);

        const refs = new Set(
          entities.map(one => `${one.kind}:${one.metadata.name}`.toLowerCase()),
        );
        const [component] = entities;
        expect(component.metadata.annotations).toEqual({
          'backstage.io/techdocs-ref': 'dir:.',
          'backstage.io/kubernetes-id': NAME,
          'argocd/app-selector': `app.kubernetes.io/name=${NAME}`,
          'notes.dev/repository': `notes/${NAME}`,
        });
        const spec = component.spec as {
          providesApis: string[];
          dependsOn?: string[];
          owner: string;
          system: string;
        };
        for (const api of spec.providesApis)
          expect(refs).toContain(`api:${api}`);
        for (const ref of spec.dependsOn ?? []) {
          const { kind, name: target } = parseEntityRef(ref);
          expect(refs).toContain(`${kind}:${target}`.toLowerCase());
        }
        expect(refs.size).toBe(
          1 + spec.providesApis.length + (spec.dependsOn?.length ?? 0),
        );
        for (const entity of entities) {
          expect(entity.spec).toMatchObject({
            owner: 'group:default/notes-team',
            system: 'system:default/notes',
          });
        }
        for (const path of JSON.stringify(entities).matchAll(
          /"\$text":"\.\/([^"]+)"/g,
        )) {
          expect(files).toHaveProperty([path[1]]);
        }
      });

      it('has no trace of what was not chosen', () => {
        expect(findTraces(combination, files)).toEqual([]);
      });

      it('names, locks and imports the same dependencies', () => {
        expect(findDependencyProblems(files)).toEqual([]);
        expect(JSON.parse(files['package-lock.json']).name).toBe(NAME);
      });

      it('has a workflow whose actions are pinned to full commits', () => {
        const workflow = files['.github/workflows/ci.yml'];
        const uses = [...workflow.matchAll(/uses: (\S+)/g)].map(one => one[1]);
        expect(uses.length).toBeGreaterThan(4);
        for (const action of uses) expect(action).toMatch(/@[\da-f]{40}$/);
        expect(workflow).toContain('${{ matrix.node }}');
        expect(parse(workflow)).toMatchObject({ permissions: {} });
      });

      it('says in its docs and picture what it is made of, and every link leads somewhere', () => {
        const picture = files['docs/index.md'];
        expect(picture).toContain('```mermaid');
        expect(picture.includes('PostgreSQL')).toBe(
          combination.database === 'postgresql',
        );
        expect(picture.includes('[(Redis)]')).toBe(
          combination.cache === 'redis',
        );
        expect(picture.includes('{{Kafka}}')).toBe(
          combination.events !== 'none',
        );
        for (const { path } of parseNav(files['mkdocs.yml']))
          expect(files).toHaveProperty([`docs/${path}`]);
        for (const path of Object.keys(files).filter(one =>
          one.endsWith('.md'),
        )) {
          for (const [, target] of files[path].matchAll(
            /\]\((?!http)([^)#]+)\)/g,
          )) {
            expect(files).toHaveProperty([join(dirname(path), target)]);
          }
        }
      });
    },
  );
});

function parseNav(text: string): { path: string }[] {
  const { nav } = parse(text) as { nav: Record<string, string>[] };
  return nav.map(one => ({ path: Object.values(one)[0] }));
}
