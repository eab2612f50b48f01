import { ALL_CHECKERS } from './checkers';
import { describeCheckers } from './checkers/describeCheckers';
import { parseCommand } from './cli/parseCommand';
import { testTemplates } from './cli/testTemplates';
import { LIBRARY, listTemplates } from './render/library';

async function main(words: string[]): Promise<number> {
  const command = parseCommand(words);
  if (command.list) {
    if (command.markdown) console.log(describeCheckers(ALL_CHECKERS));
    else list();
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
