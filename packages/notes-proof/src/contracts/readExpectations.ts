import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Expectation } from './Expectation.ts';

const FOLDER = new URL('./expectations/', import.meta.url);

/** Everything that consumers have recorded, one file for each consumer. */
export function readExpectations(): Expectation[] {
  return readdirSync(FOLDER)
    .filter(name => name.endsWith('.yaml'))
    .sort()
    .flatMap(
      name =>
        parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Expectation[],
    );
}
