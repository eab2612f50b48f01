import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { RootConfigService } from '@backstage/backend-plugin-api';
import { ConnectionProbe, ProbeResult } from './ConnectionProbe';

const run = promisify(execFile);

/** What turns markdown into pages: our own generator, or MkDocs on this machine. */
export class TechDocsProbe implements ConnectionProbe {
  readonly id = 'techdocs';
  readonly title = 'Docs generator';
  readonly #config: RootConfigService;
  readonly #mkdocs: string;

  constructor(options: { config: RootConfigService; mkdocs?: string }) {
    this.#config = options.config;
    this.#mkdocs = options.mkdocs ?? 'mkdocs';
  }

  async check(signal: AbortSignal): Promise<ProbeResult> {
    if (this.#config.getOptionalString('techdocs.builder') === 'external') {
      return { state: 'ok', reason: 'Docs are built outside of the portal.' };
    }
    const generator = this.#config.getOptionalConfig('techdocs.generator');
    const engine = generator?.getOptionalString('engine') ?? 'markdown';
    if (engine !== 'mkdocs') {
      return { state: 'ok', reason: 'The portal builds docs by itself.' };
    }
    if (generator?.getOptionalString('runIn') === 'docker') {
      return { state: 'ok', reason: 'Docs are built by MkDocs in Docker.' };
    }
    try {
      const { stdout } = await run(this.#mkdocs, ['--version'], { signal });
      return {
        state: 'ok',
        reason: 'Docs are built by MkDocs.',
        detail: [{ name: 'mkdocs', state: 'ok', text: stdout.trim() }],
      };
    } catch {
      return {
        state: 'broken',
        reason: 'MkDocs is chosen but not found on this machine.',
        fix: 'Run "apt-get install mkdocs mkdocs-material python3-pymdownx", or set techdocs.generator.engine to markdown.',
      };
    }
  }
}
