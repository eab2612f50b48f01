import { contrast } from './contrast';
import { toCss } from './toCss';
import { darkTokens, lightTokens, ThemeTokens } from './tokens';

type Name = Exclude<keyof ThemeTokens, 'mode'>;

/** Each pair that meets on a page, and the least contrast that WCAG AA asks of it. */
const PAIRS: { front: Name; behind: Name[]; least: number; reason: string }[] =
  [
    {
      front: 'text',
      behind: ['canvas', 'surface', 'raised', 'hover', 'accentSoft'],
      least: 4.5,
      reason: 'running text',
    },
    {
      front: 'textMuted',
      behind: ['canvas', 'surface', 'raised', 'hover'],
      least: 4.5,
      reason: 'secondary text',
    },
    {
      front: 'accent',
      behind: ['canvas', 'surface', 'raised', 'accentSoft'],
      least: 4.5,
      reason: 'links and active controls',
    },
    {
      front: 'accentHover',
      behind: ['canvas', 'surface'],
      least: 4.5,
      reason: 'links under the pointer',
    },
    {
      front: 'onAccent',
      behind: ['accent', 'accentHover'],
      least: 4.5,
      reason: 'labels of primary buttons',
    },
    {
      front: 'onAccent',
      behind: ['danger'],
      least: 4.5,
      reason: 'the label of a button that destroys',
    },
    {
      front: 'danger',
      behind: ['canvas', 'surface', 'raised'],
      least: 4.5,
      reason: 'error text',
    },
    {
      front: 'warning',
      behind: ['canvas', 'surface', 'raised'],
      least: 4.5,
      reason: 'warning text',
    },
    {
      front: 'success',
      behind: ['canvas', 'surface', 'raised'],
      least: 4.5,
      reason: 'success text',
    },
    {
      front: 'info',
      behind: ['canvas', 'surface', 'raised'],
      least: 4.5,
      reason: 'information text',
    },
    {
      front: 'navText',
      behind: ['navBackground', 'navHover'],
      least: 4.5,
      reason: 'navigation',
    },
    {
      front: 'navTextActive',
      behind: ['navBackground', 'navHover'],
      least: 4.5,
      reason: 'the current page in the navigation',
    },
    {
      front: 'navMark',
      behind: ['navBackground', 'navHover'],
      least: 3,
      reason: 'the mark beside the current page',
    },
    {
      front: 'borderStrong',
      behind: ['canvas', 'surface', 'raised'],
      least: 3,
      reason: 'the outline of a control',
    },
  ];

describe.each([
  ['light', lightTokens],
  ['dark', darkTokens],
])('the %s theme', (_mode, tokens) => {
  const rows = PAIRS.flatMap(({ front, behind, least, reason }) =>
    behind.map(back => ({ front, back, least, reason })),
  );

  it.each(rows)('shows $front on $back readably: $reason', row => {
    const ratio = contrast(tokens[row.front], tokens[row.back]);
    expect(ratio).toBeGreaterThanOrEqual(row.least);
  });

  it('hands the colours to both sets of variables', () => {
    const css = toCss(tokens);
    expect(css).toContain(`[data-theme-mode='${tokens.mode}']`);
    expect(css).toContain(`--bui-bg-app:${tokens.canvas}`);
    expect(css).toContain(`--notes-nav-background:${tokens.navBackground}`);
    expect(css).toContain(`--bg-solid-danger:${tokens.danger}`);
  });
});

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#3b47c9', '#3b47c9')).toBe(1);
  });

  it('refuses what is not a colour, and quotes it', () => {
    expect(() => contrast('red', '#ffffff')).toThrow("got 'red'");
  });
});
