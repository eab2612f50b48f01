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
}
