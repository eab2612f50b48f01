import fs from 'node:fs';
import path from 'node:path';

import { judge, ratioOf } from './verdict.mjs';

/** Writes every figure with its ratio and verdict, for machines to compare. */
export function writeResults(file, { machine, modes, figures }) {
  const result = {
    takenAt: new Date().toISOString(),
    machine,
    modes,
    figures: figures.map(figure => ({
      ...figure,
      ratio: ratioOf(figure),
      verdict: judge(figure),
    })),
  };
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
}
