import { invoke } from './invoke.ts';

try {
  const answer = await invoke(process.argv.slice(2));
  process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
