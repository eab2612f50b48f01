import MarkdownIt from 'markdown-it';
import abbreviations from 'markdown-it-abbr';
import definitionLists from 'markdown-it-deflist';
import { full as emoji } from 'markdown-it-emoji';
import footnotes from 'markdown-it-footnote';
import { codeBlocks } from './code/codeBlocks';
import { linkRules } from './links/linkRules';
import { admonitions } from './rules/admonitions';
import { attributeLists } from './rules/attributeLists';
import { contentTabs } from './rules/contentTabs';
import { headings } from './rules/headings';
import { inlineMarks } from './rules/inlineMarks';
import { markdownInHtml } from './rules/markdownInHtml';
import { tables } from './rules/tables';
import { taskLists } from './rules/taskLists';

/** The arrow back from a footnote needs words for those who do not see it. */
function nameFootnoteArrows(md: MarkdownIt): void {
  const render = md.renderer.rules.footnote_anchor;
  md.renderer.rules.footnote_anchor = (...args) =>
    render?.(...args).replace(
      ' class=',
      ' aria-label="Back to the text" class=',
    ) ?? '';
}

/** CommonMark with what the stock TechDocs engine switches on by default. */
export function createMarkdown(): MarkdownIt {
  const md = new MarkdownIt({ html: true, linkify: true });
  // Only full addresses become links: `file.md` and `v1.example` are words.
  md.linkify.set({ fuzzyLink: false, fuzzyEmail: false });
  return md
    .use(emoji, { shortcuts: {} })
    .use(footnotes)
    .use(nameFootnoteArrows)
    .use(definitionLists)
    .use(abbreviations)
    .use(admonitions)
    .use(contentTabs)
    .use(markdownInHtml)
    .use(inlineMarks)
    .use(taskLists)
    .use(attributeLists)
    .use(tables)
    .use(codeBlocks)
    .use(headings)
    .use(linkRules);
}
