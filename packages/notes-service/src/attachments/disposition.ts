/** Offers the file for saving under its name. RFC 6266: an ASCII stand-in, then the name in UTF-8. */
export function attachmentDisposition(fileName: string): string {
  const wellFormed = fileName.toWellFormed();
  const ascii = wellFormed.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(wellFormed).replaceAll(
    /['()*!]/g,
    character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
