import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { resolveEditBase } from './resolveEditBase';

const integrations = ScmIntegrations.fromConfig(
  new ConfigReader({ integrations: {} }),
);

describe('resolveEditBase', () => {
  it.each([
    {
      reason: 'a folder on a host with an editor',
      type: 'url' as const,
      target: 'https://github.com/o/r/tree/main/service',
      base: 'https://github.com/o/r/edit/main/service/',
    },
    {
      reason: 'a host nobody configured',
      type: 'url' as const,
      target: 'https://git.example.org/o/r/tree/main',
      base: undefined,
    },
    {
      reason: 'a folder on this machine',
      type: 'dir' as const,
      target: '/srv/docs',
      base: undefined,
    },
  ])('answers for $reason', ({ type, target, base }) => {
    expect(resolveEditBase({ type, target }, integrations)).toBe(base);
  });

  it('answers nothing without a source', () => {
    expect(resolveEditBase(undefined, integrations)).toBeUndefined();
  });
});
