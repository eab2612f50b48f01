import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import * as builders from './builders';
import { platformApis } from './apis';
import type { Claim } from '../buildClaim';

const EXAMPLES = resolve(__dirname, '../../../../crossplane/examples');

describe('builders', () => {
  it.each(platformApis)('build$kind builds its example', ({ kind, plural }) => {
    const example = parse(
      readFileSync(resolve(EXAMPLES, plural, 'learning.yaml'), 'utf8'),
    );
    // The examples are data; their types are proven by the validator.
    const build = builders[`build${kind}`] as (options: object) => Claim;
    const { name, labels } = example.metadata;
    const claim = build({ name, labels, spec: example.spec });
    const { namespace: _applied, ...metadata } = example.metadata;
    expect(claim).toEqual({ ...example, metadata });
  });
});
