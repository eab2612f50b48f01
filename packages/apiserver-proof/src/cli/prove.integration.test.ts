import { findServers } from '../server';
import { missingRenderers } from './missingRenderers';
import { prove } from './prove';

jest.setTimeout(300_000);

const found = findServers();
const reason = 'reason' in found ? found.reason : missingRenderers();
const command = {
  verb: 'prove' as const,
  templates: ['gitops'],
  kubeconfig: '',
};

function collectLines(): string[] {
  const lines: string[] = [];
  jest.spyOn(console, 'log').mockImplementation(line => lines.push(line));
  return lines;
}
afterEach(() => jest.restoreAllMocks());

describe('without the servers', () => {
  it('the proof is skipped by name, and fails nothing', async () => {
    const lines = collectLines();
    const signal = new AbortController().signal;
    const code = await prove(command, signal, { reason: 'etcd not found' });
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(/ok 1 - .* # SKIP etcd not found/);
    expect(lines).toContain('# skipped 1');
  });
});

const title = reason ? `a real API server (${reason})` : 'a real API server';
(reason ? describe.skip : describe)(title, () => {
  it('accepts the GitOps tree and refuses a seeded defect', async () => {
    const lines = collectLines();
    const code = await prove(command, new AbortController().signal);
    expect([code, lines.join('\n')]).toEqual([0, expect.any(String)]);
    expect(lines.join('\n')).toMatch(/a proof that is not blind/);
  });
});
