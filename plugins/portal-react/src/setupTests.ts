import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// A busy machine takes its time.
configure({ asyncUtilTimeout: 10_000 });
jest.setTimeout(30_000);

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
