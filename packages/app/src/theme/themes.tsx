import { ThemeBlueprint } from '@backstage/plugin-app-react';
import { RiMoonLine, RiSunLine } from '@remixicon/react';
import { NotesThemeProvider } from './NotesThemeProvider';
import { darkTokens, lightTokens } from './tokens';

/** Takes the place of the stock light theme, because it has the same id. */
export const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <RiSunLine />,
      Provider: ({ children }) => (
        <NotesThemeProvider tokens={lightTokens}>{children}</NotesThemeProvider>
      ),
    },
  },
});

export const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <RiMoonLine />,
      Provider: ({ children }) => (
        <NotesThemeProvider tokens={darkTokens}>{children}</NotesThemeProvider>
      ),
    },
  },
});
