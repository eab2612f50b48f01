import '@testing-library/jest-dom';

// jsdom has no media queries, and the UI kit looks for them when it is loaded.
window.matchMedia = media =>
  ({
    media,
    matches: media.includes('min-width'),
    addEventListener: () => {},
    removeEventListener: () => {},
    addListener: () => {},
    removeListener: () => {},
  }) as unknown as MediaQueryList;
