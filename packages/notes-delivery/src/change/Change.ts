/** A value of YAML; `null` takes the key away. */
export type Yaml =
  | string
  | number
  | boolean
  | null
  | readonly Yaml[]
  | { readonly [key: string]: Yaml };

interface About {
  /** The file, by its path in the repository of the service. */
  readonly path: string;
  /** Why the file differs from what the template writes, in one sentence. */
  readonly reason: string;
}

/** The file is not taken over. */
export interface Drop extends About {
  readonly kind: 'drop';
}

/** The file gets another text, whether the template writes one or not. */
export interface Write extends About {
  readonly kind: 'write';
  readonly text: string;
}

/** Each text must be in the file, or the change is out of date. */
export interface Replace extends About {
  readonly kind: 'replace';
  readonly texts: readonly (readonly [from: string, to: string])[];
}

/** Values by their path, such as `spec.partitions`; a key with a dot is written with a slash before the dot. */
export interface Edit extends About {
  readonly kind: 'edit';
  /** Which document of a file with several, by `Kind/name`. */
  readonly document?: string;
  readonly values: Readonly<Record<string, Yaml>>;
}

/** Another file of the render, with values changed: what both have in common stays in common. */
export interface Derive extends About {
  readonly kind: 'derive';
  readonly from: string;
  readonly values: Readonly<Record<string, Yaml>>;
}

/** A document of a file with several. */
export interface DropDocument extends About {
  readonly kind: 'drop document';
  readonly document: string;
}

/** One more document, made like another one of the same file. */
export interface AddDocument extends About {
  readonly kind: 'add document';
  readonly like: string;
  readonly values: Readonly<Record<string, Yaml>>;
}

/** One difference between what the template writes and what the service has. */
export type Change =
  Drop | Write | Replace | Edit | Derive | DropDocument | AddDocument;
