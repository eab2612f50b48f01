import type { JsonObject } from '@backstage/types';
import { Document } from 'yaml';

/** Writes one object as a YAML file; text from people is quoted where it needs to be. */
export function toYaml(content: JsonObject, comment?: string): string {
  const document = new Document(content, { aliasDuplicateObjects: false });
  if (comment) {
    document.commentBefore = comment
      .split('\n')
      .map(line => ` ${line}`)
      .join('\n');
  }
  return document.toString({ lineWidth: 0, singleQuote: true });
}
