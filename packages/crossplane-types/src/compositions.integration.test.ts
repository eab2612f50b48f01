import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { API_PLURALS, FORMS, TARGETS } from './generate/apiKinds';
import { CompositionRenderer } from './__testUtils__/CompositionRenderer';
import { findTools } from './__testUtils__/findTools';
import { KubernetesObject } from './__testUtils__/KubernetesObject';
import { maskPasswords } from './__testUtils__/maskPasswords';
import { toComposite } from './__testUtils__/toComposite';
import { toObserved } from './__testUtils__/toObserved';

const ROOT = resolve(__dirname, '../../..');
const CROSSPLANE = join(ROOT, 'crossplane');
const RENDERS = join(CROSSPLANE, 'tests', 'renders');
const { paths, missing } = findTools(ROOT);

const cases = API_PLURALS.flatMap(plural =>
  readdirSync(join(CROSSPLANE, 'examples', plural)).flatMap(example =>
    TARGETS.flatMap(target =>
      FORMS.map(form => ({
        plural,
        target,
        form,
        example: basename(example, '.yaml'),
        folder: join(
          CROSSPLANE,
          form === 'claims' ? 'classic' : 'apis',
          plural,
        ),
      })),
    ),
  ),
).filter(({ folder, target }) =>
  existsSync(join(folder, `composition-${target}.yaml`)),
);

/** Compares with the file, or writes it when UPDATE_RENDERS is set. */
async function expectRender(path: string, objects: KubernetesObject[]) {
  if (process.env.UPDATE_RENDERS) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(
      path,
      objects
        .map(object => stringify(object, { lineWidth: 0, singleQuote: true }))
        .join('---\n'),
    );
  }
  const expected = parseAllDocuments(readFileSync(path, 'utf8'));
  expect(objects).toEqual(expected.map(document => document.toJS()));
}

const title = missing.length
  ? `compositions (no ${missing.join(', ')}: npm run tools)`
  : 'compositions';

(missing.length ? describe.skip : describe)(title, () => {
  let renderer: CompositionRenderer;
  beforeAll(async () => {
    renderer = await CompositionRenderer.start(paths);
  }, 30_000);
  afterAll(() => renderer?.stop());

  it.each(cases)(
    'render $plural $example on $target in the $form form, and get ready in a second pass',
    async ({ plural, target, form, example, folder }) => {
      const claim = parse(
        readFileSync(
          join(CROSSPLANE, 'examples', plural, `${example}.yaml`),
          'utf8',
        ),
      );
      const input = {
        composite: toComposite(claim, form),
        composition: join(folder, `composition-${target}.yaml`),
        definition: join(folder, 'definition.yaml'),
        environment: join(CROSSPLANE, 'shared', 'environment.yaml'),
      };
      const at = join(RENDERS, plural, `${example}-${target}-${form}`);

      const first = maskPasswords(await renderer.render(input));
      await expectRender(`${at}-first.yaml`, first);
      expect(readyOf(first[0])).toBe('False');

      const observed = first.slice(1).map(toObserved);
      const second = await renderer.render({ ...input, observed });
      await expectRender(`${at}-second.yaml`, second);
      // An object that appears only now, such as a policy that needs a name, is made in a third pass.
      const third = await renderer.render({
        ...input,
        observed: second
          .slice(1)
          .map(object => toObserved(findObserved(observed, object) ?? object)),
      });
      expect(readyOf(third[0])).toBe('True');
      expect(third.slice(1)).toHaveLength(second.slice(1).length);
      const wantsSecret =
        form === 'namespaced' && Boolean(claim.spec.connectionSecretName);
      const secret = third.find(
        ({ kind, metadata }) =>
          kind === 'Secret' &&
          metadata.name === claim.spec.connectionSecretName &&
          metadata.namespace === claim.metadata.namespace,
      );
      expect(Boolean(secret?.data?.uri)).toBe(wantsSecret);
    },
    60_000,
  );
});

function findObserved(observed: KubernetesObject[], object: KubernetesObject) {
  const key = 'crossplane.io/composition-resource-name';
  return observed.find(
    other =>
      other.metadata.annotations?.[key] === object.metadata.annotations?.[key],
  );
}

function readyOf(composite: KubernetesObject): string | undefined {
  return composite.status?.conditions?.find(
    (condition: { type: string }) => condition.type === 'Ready',
  )?.status;
}
