/** What lies at a path: a text, or a link to where the text lies once for all services. */
export type DeliveredFile =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly target: string };

/** The files of one package by path. */
export type Delivered = ReadonlyMap<string, DeliveredFile>;
