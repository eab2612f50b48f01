import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { toForm } from './buildClaim';
import { API_PLURALS, FORMS } from './generate/apiKinds';
import { ClaimValidator } from './__testUtils__/ClaimValidator';
import { findTools } from './__testUtils__/findTools';

const ROOT = resolve(__dirname, '../../..');
const CROSSPLANE = join(ROOT, 'crossplane');
const { paths } = findTools(ROOT);

const cases = (folder: string) =>
  API_PLURALS.flatMap(plural =>
    readdirSync(join(CROSSPLANE, folder, plural)).flatMap(file =>
      FORMS.map(form => ({ plural, file, form, folder })),
    ),
  );

const title = paths.crank
  ? 'Kubernetes'
  : 'Kubernetes (no crank: npm run tools)';

(paths.crank ? describe : describe.skip)(title, () => {
  let validator: ClaimValidator;
  beforeAll(async () => {
    validator = await ClaimValidator.create(paths.crank);
  });
  afterAll(() => validator.remove());

  function validate({
    plural,
    file,
    form,
    folder,
  }: ReturnType<typeof cases>[0]) {
    const claim = parse(
      readFileSync(join(CROSSPLANE, folder, plural, file), 'utf8'),
    );
    const apis = form === 'claims' ? 'classic' : 'apis';
    return validator.validate(
      join(CROSSPLANE, apis, plural, 'definition.yaml'),
      { ...claim, spec: toForm(claim.spec, form) },
    );
  }

  it.each(cases('examples'))(
    'accepts the example $plural/$file in the $form form',
    async example => {
      const { accepted, output } = await validate(example);
      expect([accepted, output]).toEqual([true, output]);
    },
  );

  it.each(
    // A classic claim may leave its Secret out; Crossplane itself has it so.
    cases('tests/refused').filter(
      ({ form, file }) => form !== 'claims' || file !== 'secret-missing.yaml',
    ),
  )('refuses $plural/$file in the $form form too', async example => {
    const { accepted, output } = await validate(example);
    expect([accepted, output]).toEqual([false, output]);
    expect(output).toMatch(/\[x\]/);
  });
});
