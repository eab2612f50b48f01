import { ConfigReader } from '@backstage/config';
import { readGoldenPathSettings } from './readGoldenPathSettings';

const read = (goldenPath: object) =>
  readGoldenPathSettings(
    new ConfigReader({
      backend: { baseUrl: 'http://localhost:7007' },
      goldenPath,
    } as never),
  );

describe('the version of the Pod Security Standards', () => {
  it('is the one that the templates are proved against, when nothing is set', () => {
    expect(read({}).podSecurityVersion).toBe('v1.36');
  });

  it.each(['v1.37', 'latest'])('can be set to %s', version => {
    const { podSecurityVersion } = read({ podSecurityVersion: version });
    expect(podSecurityVersion).toBe(version);
  });

  it.each(['1.36', 'v2', 'newest', 'v1.36.1'])('is refused as "%s"', version =>
    expect(() => read({ podSecurityVersion: version })).toThrow(
      `goldenPath.podSecurityVersion: "${version}" is not accepted: expected "latest" or a version such as "v1.36"`,
    ),
  );
});
