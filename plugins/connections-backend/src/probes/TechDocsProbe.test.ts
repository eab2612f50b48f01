import { mockServices } from '@backstage/backend-test-utils';
import { TechDocsProbe } from './TechDocsProbe';

function setup(mkdocs: string) {
  const config = mockServices.rootConfig({
    data: { techdocs: { generator: { engine: 'mkdocs', runIn: 'local' } } },
  });
  return new TechDocsProbe({ config, mkdocs });
}

describe('TechDocsProbe with MkDocs chosen', () => {
  it('shows the version that is installed', async () => {
    // Node stands in for any program that prints its version.
    const result = await setup(process.execPath).check(
      AbortSignal.timeout(3000),
    );
    expect(result).toMatchObject({
      state: 'ok',
      detail: [{ text: process.version }],
    });
  });

  it('names the command that installs it when it is absent', async () => {
    const result = await setup('/absent/mkdocs').check(
      AbortSignal.timeout(3000),
    );
    expect(result.state).toBe('broken');
    expect(result.fix).toContain('apt-get install mkdocs');
  });
});
