import { builtinModules } from 'node:module';
import { deriveValues } from '../values/deriveValues';
import type { GoldenPathSettings } from '../values/GoldenPathSettings';
import { describeReservedName } from './describeReservedName';
import { RESERVED_NAMES } from './reservedNames';

/** What the form accepts before the list is asked. */
const FORM = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

const settings = { registries: {} } as GoldenPathSettings;
const derive = (name: string, language: string) =>
  deriveValues(
    {
      name,
      description: 'Writes invoices',
      owner: 'group:default/notes-team',
      system: 'system:default/notes',
      repoOwner: 'notes',
    },
    settings,
    { language },
  );

describe('a reserved name', () => {
  it.each([
    ['kubernetes', 'node', /belongs to Kubernetes/],
    ['kube-orders', 'python', /belongs to Kubernetes/],
    ['istio-orders', 'node', /belongs to Kubernetes/],
    ['default', 'none', /belongs to Kubernetes/],
    ['localhost', 'node', /DNS/],
    ['api', 'node', /addresses of the portal/],
    ['new', 'python', /addresses of the portal/],
    ['services', 'node', /GitOps repository/],
    ['orders-canary', 'node', /canary of another service/],
    ['express', 'node', /the service itself needs/],
    ['http', 'node', /module of Node\.js/],
    ['json', 'python', /standard library/],
    ['test', 'python', /DNS/],
    ['fastapi', 'python', /has or needs/],
    ['constructor', 'none', /JavaScript/],
    ['com1', 'node', /Windows/],
  ])('"%s" is refused for %s with field and reason', (name, language, why) => {
    const refused = () => derive(name, language);
    expect(refused).toThrow(why);
    expect(refused).toThrow(`name: "${name}" is reserved, because it `);
    expect(refused).toThrow(/choose another name/);
  });

  it.each([
    ['json', 'node'],
    ['express', 'python'],
    ['kubernetes-orders', 'node'],
    ['orders-api', 'python'],
    ['canary', 'node'],
    ['gitops', 'none'],
    // Quoted wherever they stand.
    ['true', 'node'],
  ])('"%s" is free for %s', (name, language) => {
    expect(describeReservedName(name, language)).toBeUndefined();
    expect(derive(name, language).name).toBe(name);
  });

  it('is one that the form would take otherwise, and stands in the list once', () => {
    for (const language of ['node', 'python']) {
      const names = RESERVED_NAMES.filter(
        group => (group.language ?? language) === language,
      ).flatMap(group => group.names);
      expect(names.filter(name => !FORM.test(name) || name.length < 3)).toEqual(
        [],
      );
      const twice = names.filter((name, at) => names.indexOf(name) !== at);
      expect(twice).toEqual([]);
    }
  });

  it('is every module of the Node.js that runs this', () => {
    const missing = builtinModules
      .filter(name => FORM.test(name) && name.length > 2)
      .filter(name => !describeReservedName(name, 'node'));
    expect(missing).toEqual([]);
  });
});
