import { parseObjects } from './ServiceChart';
import { EmittedChart, layerValues, PLAIN } from './chartLayer';
import { describeWithTools, findTool } from './findTool';
import { renderLayers } from '../delivery/renderLayers';

const choices = { ...PLAIN, secrets: 'vault' as const, ownerName: 'Team_A' };
const files = renderLayers(['vault'], layerValues(choices));
const ENVIRONMENTS = ['dev', 'staging', 'prod'];

describe.each(ENVIRONMENTS)('Vault in %s', environment => {
  it('lets the policy read one path and do nothing else', () => {
    const { text } = files[`vault/policies/${environment}.hcl`];
    const paths = [...text.matchAll(/^path "(.*)" \{/gm)].map(
      found => found[1],
    );
    const rights = [...text.matchAll(/capabilities = (.*)/g)].map(
      found => found[1],
    );
    expect(paths).toEqual([
      `secret/data/team-a/billing-service/${environment}`,
    ]);
    expect(rights).toEqual(['["read"]']);
  });

  it('binds the role to the account and the namespace of the service', () => {
    expect(JSON.parse(files[`vault/roles/${environment}.json`].text)).toEqual({
      bound_service_account_names: ['billing-service'],
      bound_service_account_namespaces: [`notes-${environment}`],
      audience: 'vault',
      token_policies: [`billing-service-${environment}`],
      token_ttl: '20m',
      token_max_ttl: '1h',
    });
  });
});

describeWithTools('Vault and the chart', { helm: findTool('helm') }, () => {
  const chart = new EmittedChart(choices);
  afterAll(() => chart.remove());

  it.each(ENVIRONMENTS)(
    'agree on the path and the account in %s',
    environment => {
      const objects = parseObjects(
        chart.run(
          'helm',
          ['template', 'a', '.', '-f', `values-${environment}.yaml`],
          {
            image: { digest: `sha256:${'0'.repeat(64)}` },
          },
        ),
      );
      const of = (kind: string) =>
        objects.find(object => object.kind === kind)!;
      const { dataFrom } = of('ExternalSecret').spec as {
        dataFrom: { extract: { key: string } }[];
      };
      expect(files[`vault/policies/${environment}.hcl`].text).toContain(
        `"secret/data/${dataFrom[0].extract.key}"`,
      );
      const role = JSON.parse(files[`vault/roles/${environment}.json`].text);
      expect(role.bound_service_account_names).toEqual([
        of('ServiceAccount').metadata.name,
      ]);
    },
  );
});
