import { Form } from './apiKinds';
import { Block, readBlocks } from './readBlocks';
import { renderConnection } from './renderConnection';
import { renderManaged } from './renderManaged';
import { renderManifest } from './renderManifest';
import { renderStatus } from './renderStatus';

const RENDERERS: Record<
  string,
  (block: Block, lines: string[], form: Form) => string[]
> = {
  managed: renderManaged,
  manifest: renderManifest,
  object: renderManifest,
  connection: renderConnection,
  status: renderStatus,
};

/** Resolves the marks of a template for one form; what is left is a plain Go template. */
export function renderTemplate(
  template: string,
  form: Form,
  file: string,
): string {
  return `${renderLines(readBlocks(template, file), form, file).join('\n')}\n`;
}

function renderLines(
  lines: (string | Block)[],
  form: Form,
  file: string,
): string[] {
  return lines.flatMap(line => {
    if (typeof line === 'string') {
      return [line];
    }
    if (line.word === 'namespaced' || line.word === 'claims') {
      return line.word === form ? renderLines(line.lines, form, file) : [];
    }
    const render = RENDERERS[line.word];
    if (!render) {
      throw new Error(`${file}: '#:${line.word}' is no known mark`);
    }
    return render(line, renderLines(line.lines, form, file), form);
  });
}
