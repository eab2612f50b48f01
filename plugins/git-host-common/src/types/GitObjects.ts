import type { CommitAuthor } from './Repository';

/** @public */
export interface Branch {
  name: string;
  commitSha: string;
  /** When the last commit was made. */
  committedAt: string;
  subject: string;
  isDefault: boolean;
}

/** @public */
export interface TreeEntry {
  name: string;
  path: string;
  type: 'file' | 'directory' | 'symlink' | 'submodule';
  /** Bytes, for files. */
  size: number | undefined;
  executable: boolean;
}

/** @public */
export interface Tree {
  ref: string;
  commitSha: string;
  path: string;
  entries: TreeEntry[];
}

/** @public */
export interface FileContent {
  ref: string;
  commitSha: string;
  path: string;
  size: number;
  /** Binary and oversized files carry no content. */
  kind: 'text' | 'binary' | 'too-large';
  content: string | undefined;
}

/** Several text files of one commit. @public */
export interface FileBatch {
  ref: string;
  commitSha: string;
  /** Those that exist, in the order asked for. */
  items: { path: string; content: string }[];
}

/** @public */
export interface Commit {
  sha: string;
  parents: string[];
  author: CommitAuthor;
  committedAt: string;
  subject: string;
  body: string;
}

/** @public */
export interface CommitPage {
  items: Commit[];
  /** Pass it as `after` for the next page. */
  nextCursor: string | undefined;
}

/** @public */
export interface FileDiff {
  path: string;
  /** Set when the file was renamed. */
  previousPath: string | undefined;
  status: 'added' | 'modified' | 'deleted' | 'renamed';
  additions: number;
  deletions: number;
  /** The hunks in unified form; none for a binary file. */
  patch: string | undefined;
  binary: boolean;
}

/** @public */
export interface Diff {
  files: FileDiff[];
  additions: number;
  deletions: number;
  /** True when the diff was longer than the portal shows. */
  truncated: boolean;
}

/** @public */
export interface CommitDetail extends Commit {
  diff: Diff;
}
