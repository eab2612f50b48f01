import type MarkdownIt from 'markdown-it';

const MARKER = /^\[([ xX])\][ \t]+/;

/** `- [ ] open` and `- [x] done`: check boxes that say their state to a screen reader. */
export function taskLists(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'task_lists', state => {
    state.tokens.forEach((token, index) => {
      const item = state.tokens[index - 2];
      const text = token.children?.[0];
      if (
        token.type !== 'inline' ||
        item?.type !== 'list_item_open' ||
        text?.type !== 'text'
      ) {
        return;
      }
      const match = MARKER.exec(text.content);
      if (!match) {
        return;
      }
      text.content = text.content.slice(match[0].length);
      item.attrJoin('class', 'task-list-item');
      const box = new state.Token('task_box', 'input', 0);
      box.meta = { done: match[1] !== ' ' };
      token.children?.unshift(box);
    });
  });
  md.renderer.rules.task_box = (tokens, index) => {
    const done = Boolean(tokens[index].meta?.done);
    return (
      `<label class="task-list-control"><input type="checkbox" disabled` +
      `${done ? ' checked' : ''} aria-label="${done ? 'Done' : 'Open'}">` +
      `<span class="task-list-indicator"></span></label> `
    );
  };
}
