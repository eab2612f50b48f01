import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { generateManifests } from './generateManifests';
import { readApis } from './readApis';
import { renderApiPage } from './renderApiPage';

const ROOT = resolve(__dirname, '../../../..');
const sources = readApis(resolve(ROOT, 'crossplane'));

describe('manifests', () => {
  it.each(generateManifests(sources))(
    '$path follows from its sources',
    ({ path, content }) => {
      expect(parse(content)).toEqual(
        parse(readFileSync(resolve(ROOT, path), 'utf8')),
      );
    },
  );

  it.each(sources.apis)(
    'the classic form of $kind has a claim, a twin and no Secret name of its own',
    api => {
      const classic = generateManifests(sources).find(
        file =>
          file.path === `crossplane/classic/${api.plural}/definition.yaml`,
      );
      const { spec } = parse(classic?.content ?? '');
      const schema = spec.versions[0].schema.openAPIV3Schema.properties;
      expect(spec).toMatchObject({
        scope: 'LegacyCluster',
        claimNames: { kind: api.kind },
        names: { kind: `X${api.kind}` },
      });
      expect(spec.connectionSecretKeys ?? []).toEqual(api.secretKeys);
      expect(schema.spec.properties).not.toHaveProperty('connectionSecretName');
      expect(schema.spec.required ?? []).not.toContain('connectionSecretName');
    },
  );
});

describe('pages', () => {
  it.each(sources.apis)(
    'the page of $kind names every field and every rule',
    api => {
      const page = renderApiPage(api, 'kind: Example');
      for (const field of Object.keys(
        api.schema.properties.spec.properties ?? {},
      )) {
        expect(page).toContain(`\`spec.${field}\``);
      }
      expect(page).toContain('region cannot be changed');
      expect(page).toContain('kind: Example');
    },
  );
});
