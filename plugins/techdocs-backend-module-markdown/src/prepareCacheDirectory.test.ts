import {
  chmodSync,
  mkdtempSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mockServices } from '@backstage/backend-test-utils';
import { prepareCacheDirectory } from './prepareCacheDirectory';

function setup() {
  const logger = mockServices.logger.mock();
  return { logger, root: mkdtempSync(join(tmpdir(), 'docs-cache-')) };
}

describe('prepareCacheDirectory', () => {
  it('makes a folder that only its user can enter', () => {
    const { root, logger } = setup();
    const directory = join(root, 'a/b');
    expect(prepareCacheDirectory(directory, logger)).toBe(directory);
    expect(statSync(directory).mode % 0o1000).toBe(0o700);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('goes without a cache when others could place pages in it', () => {
    const { root, logger } = setup();
    chmodSync(root, 0o777);
    expect(prepareCacheDirectory(root, logger)).toBeUndefined();
    expect(logger.warn).toHaveBeenCalledWith(
      `Docs are built without a cache: "${root}" can be written by others`,
    );
  });

  it('does not follow a link that somebody left in its place', () => {
    const { root, logger } = setup();
    symlinkSync(root, join(root, 'link'));
    expect(prepareCacheDirectory(join(root, 'link'), logger)).toBeUndefined();
  });

  it('goes without a cache when a file stands in its place', () => {
    const { root, logger } = setup();
    writeFileSync(join(root, 'file'), '');
    expect(prepareCacheDirectory(join(root, 'file'), logger)).toBeUndefined();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('cannot be used'),
    );
  });
});
