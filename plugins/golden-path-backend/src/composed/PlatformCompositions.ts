import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';

/** How a control plane makes the resources of one kind of claim. */
export type PlatformComposition = {
  /** Paths of the composition and of the definition. */
  composition: string;
  definition: string;
  /** Kind of what is composed: that of the claim, or in the classic form its twin. */
  compositeKind: string;
  functions: string[];
  /** Changes with either file. */
  content: string;
};

type Definition = {
  spec: { names: { kind: string }; claimNames?: { kind: string } };
};
type Composition = {
  spec: { pipeline: { functionRef: { name: string } }[] };
};

/** Reads the compositions of the platform from its folder. */
export class PlatformCompositions {
  readonly #folder: string;
  readonly #target: string;

  /** @param options - `target` is what the compositions are for: `aws` or `incluster`. */
  constructor(options: {
    directory: string;
    form: 'namespaced' | 'claims';
    target: string;
  }) {
    const { directory, form, target } = options;
    this.#folder = join(directory, form === 'claims' ? 'classic' : 'apis');
    this.#target = target;
  }

  /** By the kind of the claim; read each time, because they are few and change with the platform. */
  async read(): Promise<Map<string, PlatformComposition>> {
    const plurals = await readdir(this.#folder).catch(() => []);
    const found = await Promise.all(
      plurals.map(plural => this.#readOne(join(this.#folder, plural))),
    );
    return new Map(found.flat());
  }

  async #readOne(folder: string): Promise<[string, PlatformComposition][]> {
    const definition = join(folder, 'definition.yaml');
    const composition = join(folder, `composition-${this.#target}.yaml`);
    const texts = await Promise.all(
      [definition, composition].map(path =>
        readFile(path, 'utf8').catch(() => undefined),
      ),
    );
    if (texts.includes(undefined)) {
      return [];
    }
    const [{ spec }, { spec: pipeline }] = texts.map(text =>
      load(text ?? ''),
    ) as [Definition, Composition];
    return [
      [
        spec.claimNames?.kind ?? spec.names.kind,
        {
          ...{ composition, definition },
          compositeKind: spec.names.kind,
          functions: pipeline.pipeline.map(step => step.functionRef.name),
          content: texts.join('\n'),
        },
      ],
    ];
  }
}
