/**
 * The colours of one theme, named by what they are for.
 *
 * The test beside this file computes the contrast of each pair that meets on a page,
 * so a colour changed here cannot become unreadable without a failing check.
 */
export interface ThemeTokens {
  mode: 'light' | 'dark';
  /** The page behind everything. */
  canvas: string;
  /** Cards and panels on the page. */
  surface: string;
  /** What lies on a card: inputs, chips, table heads. */
  raised: string;
  hover: string;
  text: string;
  textMuted: string;
  textDisabled: string;
  /** Lines that only separate. */
  border: string;
  /** Lines that show where a control is. */
  borderStrong: string;
  accent: string;
  accentHover: string;
  onAccent: string;
  accentSoft: string;
  danger: string;
  warning: string;
  success: string;
  info: string;
  navBackground: string;
  navText: string;
  navTextActive: string;
  navHover: string;
  navMark: string;
}

export const lightTokens: ThemeTokens = {
  mode: 'light',
  canvas: '#f5f6fa',
  surface: '#ffffff',
  raised: '#f0f2f8',
  hover: '#e6e9f3',
  text: '#161a2b',
  textMuted: '#535a70',
  textDisabled: '#767d93',
  border: '#dadfea',
  borderStrong: '#8089a3',
  accent: '#3b47c9',
  accentHover: '#2d379f',
  onAccent: '#ffffff',
  accentSoft: '#e8eafc',
  danger: '#b3261e',
  warning: '#855100',
  success: '#17693a',
  info: '#1d5c98',
  navBackground: '#141a36',
  navText: '#c3c9e3',
  navTextActive: '#ffffff',
  navHover: '#252e57',
  navMark: '#f6b93b',
};

export const darkTokens: ThemeTokens = {
  mode: 'dark',
  canvas: '#10131f',
  surface: '#181d2d',
  raised: '#222940',
  hover: '#2c3450',
  text: '#eef0f8',
  textMuted: '#aab2cb',
  textDisabled: '#7f89a6',
  border: '#323a53',
  borderStrong: '#7883a5',
  accent: '#a9b5ff',
  accentHover: '#c5cdff',
  onAccent: '#12162a',
  accentSoft: '#262e58',
  danger: '#ff9d95',
  warning: '#f3c268',
  success: '#82d9a3',
  info: '#92c8f8',
  navBackground: '#0b0e19',
  navText: '#b9c0da',
  navTextActive: '#ffffff',
  navHover: '#20263f',
  navMark: '#f6b93b',
};
