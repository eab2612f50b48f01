import { dirname, join } from 'node:path';
import { type Entity, parseEntityRef } from '@backstage/catalog-model';
import { parse, parseAllDocuments } from 'yaml';
import {
  findDataProblems,
  findDependencyProblems,
  findTextProblems,
  findTraces,
} from '@notes/template-kit';
import { nameOf, partCombinations } from './combinations';
import {
  createTemplateRenderer,
  type RenderedFiles,
  type TemplateRenderer,
} from './createTemplateRenderer';
import { expectValidEntity } from './expectValidEntity';
import { NAME, valuesOf } from './nodeServiceValues';
import { readTemplate } from './readTemplate';

const template = readTemplate('node-service');
describe('a Node service', () => {
  let renderer: TemplateRenderer;
  beforeAll(async () => {
    renderer = await createTemplateRenderer();
  }, 60_000);
  afterAll(() => renderer.stop());

  // The kit renders and checks the options that change no code: `npm run templates -- test node-service`.
  describe.each(partCombinations.map(one => [nameOf(one), one] as const))(
    'with %s',
    (_title, combination) => {
      let files: RenderedFiles;
      beforeAll(async () => {
        files = await renderer.render(template, valuesOf(combination));
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
        expect(component.metadata.annotations).toMatchObject({
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

      it('has one pipeline, whose actions are pinned to full commits', () => {
        const workflows = Object.entries(files).filter(([path]) =>
          /^\.github\/workflows\/.*\.yml$/.test(path),
        );
        const isJenkins = combination.ci === 'jenkins';
        expect('Jenkinsfile' in files).toBe(isJenkins);
        expect(workflows.length > 2).toBe(!isJenkins);
        for (const [, workflow] of workflows) {
          for (const [, action] of workflow.matchAll(/uses: (\S+)/g)) {
            expect(action).toMatch(/@[\da-f]{40}$|^\.\//);
          }
          expect(parse(workflow)).toMatchObject({ permissions: {} });
        }
      });

      it('is recorded in a lock file', () => {
        const lock = parse(files['.backstage/template.lock.yaml']);
        expect(JSON.stringify(lock)).toContain('template:default/node-service');
      });

      it('claims what it uses, and lists exactly its claims', () => {
        const claims = Object.keys(files)
          .filter(path => /^claims\/(?!kustomization)/.test(path))
          .map(path => path.replace('claims/', ''));
        const list = files['claims/kustomization.yaml'];
        const resources: string[] = list ? parse(list).resources : [];
        expect([...resources].sort()).toEqual(claims.sort());
      });

      it('says in its docs and picture what it is made of, and every link leads somewhere', () => {
        const picture = files['docs/architecture.md'];
        expect(picture).toContain('```mermaid');
        expect(picture.includes('[(PostgreSQL)]')).toBe(
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

  it.each(['abc', `${'abcdefghi-'.repeat(3)}abcdefghij`])(
    'is as clean with the name %s',
    async name => {
      const combination = {
        database: 'postgresql',
        cache: 'redis',
        events: 'both',
      } as const;
      const files = await renderer.render(
        template,
        valuesOf(combination, { name }),
      );
      expect(findTextProblems(files)).toEqual([]);
      expect(findDataProblems(files)).toEqual([]);
    },
  );
});

type Nav = (string | Record<string, string | Nav>)[];

function parseNav(text: string): { path: string }[] {
  return pathsIn((parse(text) as { nav: Nav }).nav).map(path => ({ path }));
}

function pathsIn(nav: Nav): string[] {
  return nav.flatMap(one => {
    const [target] = typeof one === 'string' ? [one] : Object.values(one);
    return typeof target === 'string' ? [target] : pathsIn(target);
  });
}
