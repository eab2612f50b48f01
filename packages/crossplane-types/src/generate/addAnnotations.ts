/** Adds annotations to the lines of a manifest, which may have `metadata:` and `annotations:` or not. */
export function addAnnotations(lines: string[], added: string[]): string[] {
  const indented = added.map(line => `    ${line}`);
  const at = lines.indexOf('  annotations:');
  if (at >= 0) {
    return [...lines.slice(0, at + 1), ...indented, ...lines.slice(at + 1)];
  }
  const metadata = lines.indexOf('metadata:');
  const block = ['  annotations:', ...indented];
  return metadata < 0
    ? [...lines, 'metadata:', ...block]
    : [...lines.slice(0, metadata + 1), ...block, ...lines.slice(metadata + 1)];
}
