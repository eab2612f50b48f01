import type { RenderedFile } from '../render';

/**
 * Where a template's manifest, its layers and the shared parts are read from.
 *
 * @public
 */
export interface TemplateLibrary {
  /** The folder of the template below the library root. */
  readonly template: string;
  /** The text of a file below the library root, or nothing when there is none. */
  readText(path: string): Promise<string | undefined>;
  /** How the stock fetch actions find a folder below the library root. */
  locate(path: string): { baseUrl: string; url: string };
  /** All files of a folder below the library root, and the commit that they are of when it is known. */
  readFolder(
    path: string,
  ): Promise<{ files: RenderedFile[]; commit: string | undefined }>;
}
