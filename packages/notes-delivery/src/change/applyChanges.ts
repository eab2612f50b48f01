import type { Change } from './Change';
import { YamlFile } from './YamlFile';

/** Files by path. */
export type Texts = ReadonlyMap<string, string>;

/** The render with the changes on top, in their order. A change that does not fit any more is an error. */
export function applyChanges(
  rendered: Texts,
  changes: readonly Change[],
): Map<string, string> {
  const files = new Map(rendered);
  for (const change of changes) {
    try {
      apply(change, files, rendered);
    } catch (error) {
      throw new Error(
        `The change of ${change.path} ("${change.reason}") does not fit the template any more: ${(error as Error).message}`,
      );
    }
  }
  return files;
}

function apply(
  change: Change,
  files: Map<string, string>,
  rendered: Texts,
): void {
  const { path } = change;
  switch (change.kind) {
    case 'drop':
      textOf(files, path);
      files.delete(path);
      return;
    case 'write':
      files.set(path, change.text);
      return;
    case 'replace':
      files.set(path, replaceAll(textOf(files, path), change.texts));
      return;
    case 'derive': {
      const source = new YamlFile(path, textOf(rendered, change.from));
      files.set(path, source.edit(change.values).toString());
      return;
    }
    default:
      files.set(path, changeYaml(textOf(files, path), change));
  }
}

function changeYaml(
  text: string,
  change: Extract<Change, { kind: 'edit' | 'drop document' | 'add document' }>,
): string {
  const file = new YamlFile(change.path, text);
  if (change.kind === 'edit') file.edit(change.values, change.document);
  else if (change.kind === 'add document') file.add(change.like, change.values);
  else file.drop(change.document);
  return file.toString();
}

function replaceAll(
  text: string,
  texts: readonly (readonly [string, string])[],
): string {
  return texts.reduce((result, [from, to]) => {
    if (!result.includes(from)) throw new Error(`it has no text "${from}"`);
    return result.replaceAll(from, to);
  }, text);
}

function textOf(files: Texts, path: string): string {
  const text = files.get(path);
  if (text === undefined) throw new Error('the template does not write it');
  return text;
}
