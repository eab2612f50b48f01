/**
 * A git repository that the portal keeps.
 *
 * @public
 */
export interface Repository {
  /** The namespace, first part of the address: `notes` in `notes/billing`. */
  owner: string;
  /** The second part of the address: `billing` in `notes/billing`. */
  name: string;
  description: string;
  /** The catalog group or user that may change it, `group:default/notes-team`. */
  ownerRef: string | undefined;
  defaultBranch: string;
  archived: boolean;
  /** The user or service that made it. */
  createdBy: string;
  createdAt: string;
  /** The last push, merge or commit through the portal. */
  pushedAt: string | undefined;
  /** The address for `git clone`. */
  cloneUrl: string;
  /** The page of the repository in the portal. */
  pageUrl: string;
  /** The root of the default branch; add `/catalog-info.yaml` to read a file. */
  contentsUrl: string;
}

/**
 * The repository as it is right after creation.
 *
 * @public
 */
export interface CreatedRepository extends Repository {
  /** `existing` when the same idempotency key had made it before. */
  outcome: 'created' | 'existing' | 'replaced';
  /** The first commit, when content was given. */
  commitSha: string | undefined;
}

/**
 * One file to write or delete.
 *
 * @public
 */
export interface FileChange {
  path: string;
  /** Left out: the file is deleted. */
  content?: string;
  /** How `content` is written, `utf8` by default. */
  encoding?: 'utf8' | 'base64';
  executable?: boolean;
}

/**
 * Who wrote a commit.
 *
 * @public
 */
export interface CommitAuthor {
  name: string;
  email: string;
}
