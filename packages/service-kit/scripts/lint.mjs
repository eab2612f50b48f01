/** Lints one package, or all Notes services in one program: node lint.mjs [FOLDER]... [--fix] */
import path from 'node:path';
import { ESLint } from 'eslint';
import { SERVICE_FOLDERS } from './services.mjs';

const args = process.argv.slice(2);
const places = args.filter(one => !one.startsWith('--'));
const fix = args.includes('--fix');
const folders =
  places.length > 0 ? places.map(one => path.resolve(one)) : SERVICE_FOLDERS;

const eslint = new ESLint({
  fix,
  // At the root stands the .eslintignore of the portal's ESLint 8, which this one would warn of at each run.
  cwd: path.resolve(import.meta.dirname, '../..'),
});
const results = await eslint.lintFiles(
  folders.map(folder => `${folder}/src/**/*.ts`),
);
if (fix) await ESLint.outputFixes(results);
const formatter = await eslint.loadFormatter('stylish');
process.stdout.write(await formatter.format(results));
process.exit(
  results.some(one => one.errorCount + one.warningCount > 0) ? 1 : 0,
);
