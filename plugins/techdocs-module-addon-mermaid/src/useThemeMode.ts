import { useSyncExternalStore } from 'react';

export type ThemeMode = 'light' | 'dark';

const ATTRIBUTE = 'data-theme-mode';

function readMode(): ThemeMode {
  const mode = document
    .querySelector(`[${ATTRIBUTE}]`)
    ?.getAttribute(ATTRIBUTE);
  return mode === 'dark' ? 'dark' : 'light';
}

function subscribe(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, {
      attributes: true,
      attributeFilter: [ATTRIBUTE],
    });
  }
  return () => observer.disconnect();
}

/** The mode the portal writes on its page, which changes without a reload. */
export function useThemeMode(): ThemeMode {
  return useSyncExternalStore(subscribe, readMode);
}
