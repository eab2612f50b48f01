import {
  createUnifiedTheme,
  PageTheme,
  palettes,
  UnifiedTheme,
} from '@backstage/theme';
import { ThemeTokens } from './tokens';

const FONT =
  "'Inter', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";

function paletteOf(tokens: ThemeTokens) {
  return {
    ...palettes[tokens.mode],
    background: { default: tokens.canvas, paper: tokens.surface },
    text: { primary: tokens.text, secondary: tokens.textMuted },
    primary: { main: tokens.accent, dark: tokens.accentHover },
    secondary: { main: tokens.accent },
    error: { main: tokens.danger },
    warning: { main: tokens.warning },
    success: { main: tokens.success },
    info: { main: tokens.info },
    border: tokens.border,
    divider: tokens.border,
    textContrast: tokens.text,
    textSubtle: tokens.textMuted,
    textVerySubtle: tokens.borderStrong,
    link: tokens.accent,
    linkHover: tokens.accentHover,
    status: {
      ...palettes[tokens.mode].status,
      ok: tokens.success,
      warning: tokens.warning,
      error: tokens.danger,
      running: tokens.info,
    },
    navigation: {
      background: tokens.navBackground,
      indicator: tokens.navMark,
      color: tokens.navText,
      selectedColor: tokens.navTextActive,
      navItem: { hoverBackground: tokens.navHover },
      submenu: { background: tokens.navHover },
    },
    tabbar: { indicator: tokens.accent },
  };
}

// Columns are moved by a handle that is a button around the button that sorts, which no
// screen reader can tell apart. The table hands no `draggable` on, so this default applies;
// it stands here because the types of the theme know no default of this component.
const BackstageTableHeader = {
  defaultProps: { draggable: false },
  styleOverrides: { header: { padding: '10px 12px' } },
};

/** On a phone the systems graph has no height of its own, and its hint lies on it. */
const PluginCatalogGraphCatalogGraphPage = {
  styleOverrides: {
    graphWrapper: { minHeight: 420 },
    legend: { '@media (max-width: 700px)': { display: 'none' } },
  },
};

/** What of Material UI shows too little of itself: outlines, and letters on grey. */
function clearControls(tokens: ThemeTokens) {
  return {
    MuiOutlinedInput: {
      styleOverrides: { notchedOutline: { borderColor: tokens.borderStrong } },
    },
    MuiStepIcon: { styleOverrides: { root: { color: tokens.textMuted } } },
    MuiToggleButton: {
      styleOverrides: {
        root: {
          borderColor: tokens.borderStrong,
          color: tokens.textMuted,
          textTransform: 'none' as const,
        },
      },
    },
  };
}

/** The theme of those pages that are still drawn with Material UI. */
export function createNotesTheme(tokens: ThemeTokens): UnifiedTheme {
  const plain: PageTheme = {
    colors: [tokens.canvas],
    shape: 'none',
    backgroundImage: 'none',
    fontColor: tokens.text,
  };
  return createUnifiedTheme({
    palette: paletteOf(tokens),
    fontFamily: FONT,
    defaultPageTheme: 'home',
    pageTheme: { home: plain },
    components: {
      // A page of the new frontend system has a header already; the old one below
      // it is shown as an ordinary title.
      BackstageHeader: {
        styleOverrides: {
          header: { boxShadow: 'none', background: tokens.canvas },
          title: { color: tokens.text, fontSize: '1.5rem' },
          subtitle: { color: tokens.textMuted, opacity: 1 },
        },
      },
      BackstageTableHeader,
      // The types name the sheets of core components only.
      ...{ PluginCatalogGraphCatalogGraphPage },
      // A column is never narrower than its longest word.
      MuiTableCell: {
        styleOverrides: {
          root: { wordBreak: 'normal', overflowWrap: 'break-word' },
          sizeSmall: { padding: '6px 12px' },
        },
      },
      ...clearControls(tokens),
      MuiPaper: { styleOverrides: { root: { backgroundImage: 'none' } } },
      MuiButton: {
        styleOverrides: { root: { textTransform: 'none', borderRadius: 8 } },
      },
      MuiChip: { styleOverrides: { root: { borderRadius: 8 } } },
    },
  });
}
