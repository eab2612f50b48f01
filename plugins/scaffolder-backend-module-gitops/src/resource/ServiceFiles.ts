/** The files of a service's repository at its default branch. */
export interface ServiceFiles {
  /** Where the repository is. */
  host: 'embedded' | 'github' | 'gitlab' | 'gitea' | 'other';
  repoOwner: string;
  repoName: string;
  /** As the scaffolder's stock actions name a repository: `github.com?owner=o&repo=r`. */
  repoUrl: string;
  read(path: string): Promise<string | undefined>;
  /** The names of the YAML files right in a folder. */
  list(folder: string): Promise<string[]>;
}
