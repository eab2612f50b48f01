import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  type BuildOptions,
  type BuildResult,
  buildSite,
} from '../site/buildSite';

type TestSite = {
  directory: string;
  outputDir: string;
  write(file: string, content: string): void;
  build(options?: Partial<BuildOptions>): Promise<BuildResult>;
  /** The published file, as text. */
  read(file: string): string;
  remove(): void;
};

/** A folder of documentation on disk with the given files, and what it builds to. */
export function createSite(files: Record<string, string>): TestSite {
  const root = mkdtempSync(join(tmpdir(), 'docs-site-'));
  const directory = join(root, 'source');
  const outputDir = join(root, 'published');
  mkdirSync(directory);
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), content);
  };
  for (const [file, content] of Object.entries(files)) {
    write(file, content);
  }
  return {
    directory,
    outputDir,
    write,
    build: options => {
      rmSync(outputDir, { recursive: true, force: true });
      mkdirSync(outputDir);
      return buildSite({
        inputDir: directory,
        outputDir,
        stylesheet: resolvePackagePath(
          '@notes/plugin-techdocs-backend-module-markdown',
          'assets/reader.css',
        ),
        siteName: 'Test site',
        cacheDir: join(root, 'cache'),
        ...options,
      });
    },
    read: file => readFileSync(join(outputDir, file), 'utf8'),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
