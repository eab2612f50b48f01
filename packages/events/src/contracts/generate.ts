import { writeFileSync } from 'node:fs';
import { generateTypes } from './generateTypes.ts';

const target = new URL('types.generated.ts', import.meta.url);
writeFileSync(target, await generateTypes());
