/** A marked part of a template: what stands after `#:` and the lines up to its `#:end`. */
export type Block = {
  word: string;
  words: string[];
  lines: (string | Block)[];
};

/**
 * Reads the marks of a template.
 *
 * A mark is a line that starts with `#:`. `#:namespaced` and `#:claims` begin a part for one form and may follow
 * each other; every other mark opens a block. `#:end` closes the innermost one.
 */
export function readBlocks(template: string, file: string): (string | Block)[] {
  const root: Block = { word: '', words: [], lines: [] };
  const open = [root];
  template
    .replace(/\n$/, '')
    .split('\n')
    .forEach((line, index) => {
      const where = `${file}:${index + 1}`;
      if (!line.startsWith('#:')) {
        open[open.length - 1].lines.push(line);
        return;
      }
      const [word, ...words] = line.slice(2).trim().split(/\s+/);
      if (word === 'end') {
        closeBlock(open, where);
        return;
      }
      if (isForm(word) && isForm(open[open.length - 1].word)) {
        open.pop();
      }
      const block: Block = { word, words, lines: [] };
      open[open.length - 1].lines.push(block);
      open.push(block);
    });
  if (open.length > 1) {
    throw new Error(
      `${file}: '#:${open[open.length - 1].word}' has no '#:end'`,
    );
  }
  return root.lines;
}

function closeBlock(open: Block[], where: string): void {
  if (open.length === 1) {
    throw new Error(`${where}: '#:end' closes nothing`);
  }
  open.pop();
}

function isForm(word: string): boolean {
  return word === 'namespaced' || word === 'claims';
}
