import { RefObject, useEffect, useState } from 'react';

/** What connects the selected tab with its panel for a screen reader. */
export interface PanelOfTab {
  id?: string;
  'aria-labelledby'?: string;
}

function readPanel(header: HTMLElement): PanelOfTab {
  const tab = header.querySelector('[role="tab"][aria-controls]');
  return {
    id: tab?.getAttribute('aria-controls') ?? undefined,
    'aria-labelledby': tab?.id || undefined,
  };
}

/**
 * Follows which panel the selected tab of a header names.
 *
 * The tabs of a page header are links, and their library names a panel that nobody draws.
 * The name is made up while drawing, so it can only be read back from the document.
 */
export function usePanelOfTab(header: RefObject<HTMLElement>): PanelOfTab {
  const [panel, setPanel] = useState<PanelOfTab>({});
  useEffect(() => {
    const element = header.current;
    if (!element) {
      return undefined;
    }
    const read = () =>
      setPanel(known => {
        const found = readPanel(element);
        return found.id === known.id ? known : found;
      });
    read();
    const observer = new MutationObserver(read);
    observer.observe(element, {
      subtree: true,
      childList: true,
      attributeFilter: ['aria-controls'],
    });
    return () => observer.disconnect();
  }, [header]);
  return panel;
}
