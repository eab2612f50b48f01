import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createSite } from '../__testUtils__/createSite';

const checkout = join(__dirname, '../../../..');

/** The catalog files of this repository, found the way the root catalog file finds them. */
function catalogFiles(): string[] {
  const below = (folder: string, file: string) =>
    readdirSync(join(checkout, folder)).map(name =>
      join(checkout, folder, name, file),
    );
  return [
    join(checkout, 'catalog-info.yaml'),
    ...below('packages', 'catalog-info.yaml'),
    ...below('plugins', 'catalog-info.yaml'),
    ...below('templates', 'template.yaml'),
  ];
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Folders whose catalog file says that they are a documentation site. */
const sites = catalogFiles()
  .filter(file =>
    readIfThere(file).includes('backstage.io/techdocs-ref: dir:.'),
  )
  .map(file => relative(checkout, dirname(file)) || '.');

describe('the documentation of this repository', () => {
  let target: ReturnType<typeof createSite>;
  beforeEach(() => {
    target = createSite({});
  });
  afterEach(() => target.remove());

  it('has the sites of the portal and of the Node service template', () => {
    expect(sites).toEqual(
      expect.arrayContaining(['.', 'templates/node-service']),
    );
  });

  it.each(sites)(
    'builds in %s without a broken link, a missing page or a warning',
    async folder => {
      const { pages, warnings } = await target.build({
        inputDir: join(checkout, folder),
        cacheDir: undefined,
      });
      expect(warnings).toEqual([]);
      expect(pages).toBeGreaterThan(0);
    },
  );

  it.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md'])(
    'links from %s only to files that exist',
    file => {
      const text = readFileSync(join(checkout, file), 'utf8');
      const targets = Array.from(
        text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g),
        ([, link]) => link,
      );
      expect(targets).not.toEqual([]);
      expect(targets.filter(link => !existsSync(join(checkout, link)))).toEqual(
        [],
      );
    },
  );
});
