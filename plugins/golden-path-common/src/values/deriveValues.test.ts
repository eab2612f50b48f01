import { deriveValues } from './deriveValues';
import {
  DEFAULT_GRAFANA_URL,
  DEFAULT_REGISTRIES,
  type GoldenPathSettings,
} from './GoldenPathSettings';

const settings: GoldenPathSettings = {
  platformBaseUrl: 'https://portal.example',
  gitHostUrl: 'https://portal.example/git',
  grafanaUrl: DEFAULT_GRAFANA_URL,
  registries: { ...DEFAULT_REGISTRIES },
  crossplaneForm: 'namespaced',
  podSecurityVersion: 'v1.36',
  gitopsRepo: 'platform/gitops',
  images: { node: 'node@sha256:1' },
  actions: {},
};
const required = {
  name: 'billing-api',
  description: 'Writes *invoices*',
  owner: 'Notes-Team',
  system: 'notes',
  repoOwner: 'notes',
};
const derive = (parameters: object = {}, language = 'node') =>
  deriveValues({ ...required, ...parameters } as never, settings, { language });

describe('deriveValues', () => {
  it('fills everything from the five fields that have no default', () => {
    expect(derive()).toMatchObject({
      name: 'billing-api',
      descriptionMarkdown: 'Writes \\*invoices\\*',
      owner: 'group:default/notes-team',
      ownerName: 'notes-team',
      system: 'system:default/notes',
      systemName: 'notes',
      repoHost: 'embedded',
      repoSlug: 'notes/billing-api',
      repoUrl: 'https://portal.example/repositories/notes/billing-api',
      repoCloneUrl: 'https://portal.example/git/notes/billing-api.git',
      language: 'node',
      languageTitle: 'Node.js',
      port: 8080,
      lifecycle: 'experimental',
      ...{ database: 'none', hasDatabase: false, cache: 'none' },
      ...{ events: 'none', produces: false, consumes: false, hasParts: false },
      sizedClaims: [],
      ...{ mesh: 'none', hasMesh: false, canary: 'none', hasCanary: false },
      ...{ secrets: 'none', hasSecrets: false, chaos: false },
      ...{ ci: 'github', sonar: 'none', hasSonar: false, registry: 'ghcr' },
      ...{ exposure: 'internal', costCenter: 'engineering' },
      ...{ dataClassification: 'internal', tier: 'standard' },
      availabilityObjective: 99.9,
      databaseIdentifier: 'billing_api',
      imageRepository: 'ghcr.io/notes/billing-api',
      namespaces: {
        dev: 'notes-dev',
        staging: 'notes-staging',
        prod: 'notes-prod',
      },
      environments: ['dev', 'staging', 'prod'],
      docsUrl: 'https://portal.example/docs/default/component/billing-api',
      gitopsUrl: 'https://portal.example/git/platform/gitops.git',
      images: { node: 'node@sha256:1' },
    });
  });

  it.each([
    [{ events: 'both' }, { produces: true, consumes: true, hasParts: true }],
    [{ events: 'consumer' }, { produces: false, consumes: true }],
    [{ tier: 'critical' }, { availabilityObjective: 99.95 }],
    [
      { mesh: 'ambient', canary: '90-10' },
      { hasMesh: true, hasCanary: true },
    ],
    [
      { registry: 'ecr' },
      { imageRepository: 'registry.notes.example/ecr/notes/billing-api' },
    ],
    [
      { repoHost: 'github' },
      { repoUrl: 'https://github.com/notes/billing-api' },
    ],
    [
      { system: 'system:other/My_System.x' },
      {
        systemName: 'my_system.x',
        namespaces: {
          dev: 'my-system-x-dev',
          staging: 'my-system-x-staging',
          prod: 'my-system-x-prod',
        },
      },
    ],
    [{ extra: ['a'] }, { extra: ['a'] }],
  ])('derives from %j', (parameters, expected) => {
    expect(derive(parameters)).toMatchObject(expected);
  });

  it('needs no service where a template makes none', () => {
    const values = deriveValues({ kind: 'bucket' }, settings);
    expect(values).toMatchObject({ kind: 'bucket', language: 'none' });
    expect(Object.values(values)).not.toContain(undefined);
    expect(values).not.toHaveProperty('repoSlug');
    expect(values).not.toHaveProperty('namespaces');
  });

  it('names every problem at once', () => {
    expect(() =>
      derive({ name: 'X', canary: '10-50-100', owner: undefined }),
    ).toThrow(/owner is missing; name: "X" is not accepted/);
  });

  it('lets constants of the manifest win', () => {
    const manifest = { language: 'go', values: { port: 9000 } };
    expect(
      deriveValues({ ...required, port: 1 }, settings, manifest),
    ).toMatchObject({ port: 9000, languageTitle: 'go' });
  });
});
