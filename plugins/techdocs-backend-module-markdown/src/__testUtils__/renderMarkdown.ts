import { PageRenderer } from '../markdown/PageRenderer';
import type { RenderedPage } from '../markdown/RenderedPage';
import { pageUrl } from '../site/pageUrl';

let renderer: Promise<PageRenderer> | undefined;

/** Renders one page as it stands at `guide/page.md`. */
export async function renderMarkdown(source: string): Promise<RenderedPage> {
  renderer ??= PageRenderer.create();
  return (await renderer).render({
    path: 'guide/page.md',
    source,
    urlOf: path => pageUrl(path, new Set()),
    hasFile: () => false,
    options: {
      permalinks: false,
      tocDepth: 6,
      lineNumbers: false,
      iframeHosts: [],
    },
  });
}
