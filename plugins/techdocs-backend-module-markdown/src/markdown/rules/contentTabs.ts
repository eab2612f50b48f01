import type { default as MarkdownIt, StateBlock } from 'markdown-it';
import { pageEnvironment } from '../PageEnvironment';
import {
  findBodyEnd,
  isIndentedCode,
  lineText,
  pushInline,
  tokenizeBody,
} from './indentedBody';

const OPENING = /^===(!?\+?|\+!)[ \t]+"(.*)"[ \t]*$/;

type Tab = { title: string; selected: boolean; line: number; end: number };

function readTab(
  state: StateBlock,
  line: number,
  endLine: number,
): (Tab & { starts: boolean }) | undefined {
  const match = OPENING.exec(lineText(state, line));
  if (!match) {
    return undefined;
  }
  const [, flags, title] = match;
  return {
    title,
    starts: flags.includes('!'),
    selected: flags.includes('+'),
    line,
    end: findBodyEnd(state, line, endLine),
  };
}

/** Tabs that follow each other belong together; `===!` starts a new set. */
function readTabs(
  state: StateBlock,
  startLine: number,
  endLine: number,
): Tab[] {
  const tabs: Tab[] = [];
  let line = startLine;
  while (line < endLine) {
    const sameLevel = state.sCount[line] === state.sCount[startLine];
    const tab = sameLevel ? readTab(state, line, endLine) : undefined;
    if (!tab || (tab.starts && tabs.length > 0)) {
      break;
    }
    tabs.push(tab);
    line = state.skipEmptyLines(tab.end);
  }
  return tabs;
}

function pushLabels(state: StateBlock, tabs: Tab[], set: number): void {
  const selected = Math.max(
    0,
    tabs.findIndex(tab => tab.selected),
  );
  tabs.forEach((_, index) => {
    const input = state.push('tab_input', 'input', 0);
    input.attrSet('id', `__tabbed_${set}_${index + 1}`);
    input.attrSet('name', `__tabbed_${set}`);
    input.attrSet('type', 'radio');
    if (index === selected) {
      input.attrSet('checked', '');
    }
  });
  state.push('tab_labels_open', 'div', 1).attrSet('class', 'tabbed-labels');
  tabs.forEach((tab, index) => {
    const label = state.push('tab_label_open', 'label', 1);
    label.attrSet('for', `__tabbed_${set}_${index + 1}`);
    pushInline(state, { content: tab.title, line: tab.line });
    state.push('tab_label_close', 'label', -1);
  });
  state.push('tab_labels_close', 'div', -1);
}

function parseTabs(
  state: StateBlock,
  startLine: number,
  endLine: number,
  silent: boolean,
): boolean {
  if (isIndentedCode(state, startLine)) {
    return false;
  }
  if (silent) {
    return OPENING.test(lineText(state, startLine));
  }
  const tabs = readTabs(state, startLine, endLine);
  if (tabs.length === 0) {
    return false;
  }
  const environment = pageEnvironment(state);
  environment.tabSets += 1;
  const end = tabs[tabs.length - 1].end;
  const set = state.push('tab_set_open', 'div', 1);
  set.attrSet('class', 'tabbed-set tabbed-alternate');
  set.map = [startLine, end];
  pushLabels(state, tabs, environment.tabSets);
  state.push('tab_content_open', 'div', 1).attrSet('class', 'tabbed-content');
  for (const tab of tabs) {
    state.push('tab_block_open', 'div', 1).attrSet('class', 'tabbed-block');
    tokenizeBody(state, { from: tab.line + 1, to: tab.end });
    state.push('tab_block_close', 'div', -1);
  }
  state.push('tab_content_close', 'div', -1);
  state.push('tab_set_close', 'div', -1);
  state.line = end;
  return true;
}

/** `=== "Title"` tabs: radio buttons and labels, so that they work without script. */
export function contentTabs(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'content_tabs', parseTabs, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}
