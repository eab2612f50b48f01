/**
 * One file as a layer gives it.
 *
 * @public
 */
export interface LayerFile {
  /** With forward slashes, from the folder that the layer is written to. */
  path: string;
  /** For a link, where it points to. */
  content: Buffer;
  /** Permission bits of the source. */
  mode: number;
  /** A `text` was rendered; a `copy` is byte for byte what the library holds. */
  kind: 'text' | 'copy' | 'link';
}
