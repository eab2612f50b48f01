import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The parts of a plan are loaded when they are shown, which takes its time on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

// jsdom has no media queries. The UI kit looks for them when it is loaded, so
// they are here: a wide window, and no other preference.
window.matchMedia = media =>
  ({
    media,
    matches: media.includes('min-width'),
    addEventListener: () => {},
    removeEventListener: () => {},
    // The app still asks for the theme in the old way.
    addListener: () => {},
    removeListener: () => {},
  }) as unknown as MediaQueryList;
