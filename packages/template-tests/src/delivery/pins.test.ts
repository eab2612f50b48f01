import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { SHARED } from './renderLayers';

const COMMIT = /^[\w-]+\/[\w/-]+@[\da-f]{40} # v\d+\.\d+\.\d+$/;
const IMAGE = /^[\w./-]+:[\w.-]+@sha256:[\da-f]{64}$/;

describe('what every template pins', () => {
  const read = (name: string): Record<string, string> =>
    parse(readFileSync(join(SHARED, name), 'utf8'));

  it('is an action by commit with its version beside it', () => {
    const actions = Object.entries(read('actions.yaml'));
    expect(actions.length).toBeGreaterThan(20);
    for (const one of actions)
      expect(one).toEqual([expect.any(String), expect.stringMatching(COMMIT)]);
  });

  it('is a base image by tag and digest, a different one for each use', () => {
    const images = read('images.yaml');
    expect(Object.keys(images)).toEqual(
      expect.arrayContaining(['node', 'nodeBuild', 'python', 'pythonBuild']),
    );
    for (const image of Object.values(images)) expect(image).toMatch(IMAGE);
    expect(new Set(Object.values(images)).size).toBe(
      Object.keys(images).length,
    );
  });
});
