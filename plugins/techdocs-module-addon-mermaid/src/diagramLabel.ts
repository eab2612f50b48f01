const ACC_TITLE = /^[ \t]*accTitle[ \t]*:[ \t]*(.+)$/m;
const ACC_DESCRIPTION = /^[ \t]*accDescr[ \t]*(?::[ \t]*(.+)|\{([^}]*)\})/m;
const FRONT_MATTER_TITLE = /^---\s*\n(?:.*\n)*?title:[ \t]*(.+)\n(?:.*\n)*?---/;

/**
 * What a screen reader says for a picture: the title its author gave it, else the caption
 * below it, else which kind of picture it is.
 */
export function diagramLabel(
  source: string,
  caption?: string,
  type = '',
): string {
  const title =
    ACC_TITLE.exec(source)?.[1] ??
    caption ??
    FRONT_MATTER_TITLE.exec(source)?.[1];
  const kind = type.replace(/-v\d+$|Diagram$/g, '').replace(/Diagram$/, '');
  const name = title?.trim() ?? (kind ? `Diagram (${kind})` : 'Diagram');
  const description = ACC_DESCRIPTION.exec(source);
  const details = (description?.[1] ?? description?.[2])
    ?.replace(/\s+/g, ' ')
    .trim();
  return details ? `${name}. ${details}` : name;
}
