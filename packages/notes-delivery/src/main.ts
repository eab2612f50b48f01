import { startTestDatabaseServer } from '@notes/test-support';
import { compare } from './deliver/compare';
import { deliver } from './deliver/deliver';
import { write } from './deliver/write';
import { renderServices } from './render/renderServices';

const USAGE = 'Usage: yarn workspace @notes/notes-delivery sync [--check]';

async function main(words: readonly string[]): Promise<number> {
  const unknown = words.filter(word => word !== '--check');
  if (unknown.length > 0) throw new Error(`${unknown.join(' ')}?\n${USAGE}`);
  const isCheck = words.includes('--check');
  const stopDatabase = await startTestDatabaseServer();
  const rendered = await renderServices().finally(stopDatabase);
  let differences = 0;
  for (const [name, delivered] of await deliver(rendered)) {
    const found = isCheck ? compare(name, delivered) : write(name, delivered);
    differences += found.length;
    for (const { path, state } of found) {
      console.log(`packages/${name}/${path}: ${state}`);
    }
  }
  if (differences === 0) console.log('Every file is render and overlay.');
  return isCheck && differences > 0 ? 1 : 0;
}

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    console.error((error as Error).message);
    process.exit(2);
  },
);
