/**
 * Makes one file for each function and prints what it weighs.
 *
 *     node scripts/bundle.mjs [--keys-file <key ring of auth-service>]
 *
 * The AWS SDK is part of the runtime of Lambda and stays outside. sharp brings machine code and stays outside too: it
 * goes into a layer or beside the bundle. auth-edge needs keys to run; without --keys-file its bundle refuses to start.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const EDGE_CODE_BYTES = 1024 * 1024;
const { values } = parseArgs({ options: { 'keys-file': { type: 'string' } } });
const keys = values['keys-file']
  ? readFileSync(values['keys-file'], 'utf8').trim()
  : '';
const root = fileURLToPath(new URL('..', import.meta.url));

mkdirSync(`${root}dist`, { recursive: true });

const sizes = [];
for (const name of [
  'email-notification',
  'image-resize',
  'cleanup',
  'auth-edge',
]) {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`src/${name}/lambda.ts`],
    outfile: `dist/${name}.mjs`,
    bundle: true,
    minify: true,
    write: false,
    platform: 'node',
    target: name === 'auth-edge' ? 'node22' : 'node24',
    format: 'esm',
    external: ['@aws-sdk/*', 'sharp', 'pg-native'],
    // Packages in CommonJS ask for built-ins with require, which ES modules do not have.
    banner:
      name === 'cleanup'
        ? {
            js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);",
          }
        : {},
    define:
      name === 'auth-edge'
        ? { 'globalThis.AUTH_EDGE_KEYS': JSON.stringify(keys) }
        : {},
  });
  const { contents, path } = outputFiles[0];
  writeFileSync(path, contents, { mode: 0o600 });
  const compressed = gzipSync(contents).length;
  sizes.push({ name, bytes: contents.length, compressed });
  if (name === 'auth-edge' && compressed > EDGE_CODE_BYTES) {
    throw new Error(
      `auth-edge: ${compressed} bytes compressed, CloudFront takes ${EDGE_CODE_BYTES}`,
    );
  }
}
process.stdout.write(`${JSON.stringify(sizes, null, 2)}\n`);
