import { execFileSync } from 'node:child_process';
import {
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';

const SCRIPT = path.resolve(__dirname, '../scripts/finishBuild.mjs');

function createBuild(html: string): string {
  const dist = mkdtempSync(path.join(os.tmpdir(), 'finish-build-'));
  mkdirSync(path.join(dist, 'static'));
  writeFileSync(path.join(dist, 'index.html.tmpl'), html);
  for (const name of ['main.1.js', 'main.1.js.map', 'main.1.css', 'later.js']) {
    writeFileSync(path.join(dist, 'static', name), `content of ${name}`);
  }
  return dist;
}

describe('finishBuild', () => {
  it('compresses what the first page names, and removes the source maps', () => {
    const dist = createBuild(
      '<link href="<%= publicPath %>/static/main.1.css"><script src="<%= publicPath %>/static/main.1.js">',
    );
    execFileSync(process.execPath, [SCRIPT, '--dist', dist]);
    expect(readdirSync(path.join(dist, 'static')).sort()).toEqual([
      'later.js',
      'main.1.css',
      'main.1.css.br',
      'main.1.js',
      'main.1.js.br',
    ]);
    const copy = readFileSync(path.join(dist, 'static', 'main.1.js.br'));
    expect(brotliDecompressSync(copy).toString()).toBe('content of main.1.js');
  });

  it('fails when the page names no script', () => {
    const dist = createBuild('<html></html>');
    const run = () =>
      execFileSync(process.execPath, [SCRIPT, '--dist', dist], {
        stdio: 'pipe',
      });
    expect(run).toThrow(/names no script below \/static\//);
  });
});
