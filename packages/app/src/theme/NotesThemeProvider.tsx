import { UnifiedThemeProvider } from '@backstage/theme';
import { ReactNode, useMemo } from 'react';
import { createNotesTheme } from './createNotesTheme';
import { toCss } from './toCss';
import { ThemeTokens } from './tokens';

interface NotesThemeProviderProps {
  tokens: ThemeTokens;
  children: ReactNode;
}

/** Gives the same colours to `@backstage/ui` (variables) and Material UI (theme). */
export function NotesThemeProvider(props: NotesThemeProviderProps) {
  const { tokens, children } = props;
  const theme = useMemo(() => createNotesTheme(tokens), [tokens]);
  return (
    <UnifiedThemeProvider theme={theme} themeName="notes">
      <style>{toCss(tokens)}</style>
      {children}
    </UnifiedThemeProvider>
  );
}
