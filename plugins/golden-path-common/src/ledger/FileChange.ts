/** A file as it was; without content it did not exist. @public */
export interface FileChange {
  path: string;
  content?: string;
  encoding?: 'utf8' | 'base64';
  executable?: boolean;
}
