import { useCallback, useRef } from 'react';

/**
 * Lets a keyboard reach the blocks of code in a text that somebody else renders: they scroll where
 * they are too wide, and the stock text gives them no place in the order of the page.
 */
export function useKeyboardScroll() {
  const observer = useRef<MutationObserver>();
  return useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!element) {
      return;
    }
    const reach = () =>
      element.querySelectorAll('pre').forEach(block => {
        block.tabIndex = 0;
      });
    reach();
    // Colours come later and put other elements in their place.
    observer.current = new MutationObserver(reach);
    observer.current.observe(element, { childList: true, subtree: true });
  }, []);
}
