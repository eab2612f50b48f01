import { ALL_CHECKERS } from './checkers';
import { parseCommand } from './cli/parseCommand';
import { testTemplates } from './cli/testTemplates';
import { LIBRARY, listTemplates } from './render/library';

async function main(words: string[]): Promise<number> {
  const command = parseCommand(words);
  if (command.list) {
    list();
    return 0;
  }
  return testTemplates(command);
}

function list(): void {
  console.log('Templates');
  for (const name of listTemplates(LIBRARY)) console.log(`  ${name}`);
  console.log('Checkers');
  for (const { id, artefact, proves } of ALL_CHECKERS) {
    console.log(`  ${id.padEnd(18)} ${artefact.padEnd(14)} ${proves}`);
  }
}

main(process.argv.slice(2)).then(
  code => process.exit(code),
  error => {
    console.error((error as Error).message);
    process.exit(2);
  },
);
