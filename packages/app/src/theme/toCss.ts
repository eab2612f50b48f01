import { ThemeTokens } from './tokens';

/** The variables of `@backstage/ui` that take another value in our themes. */
function uiVariables(tokens: ThemeTokens): Record<string, string> {
  return {
    'font-regular': 'var(--notes-font)',
    'bg-app': tokens.canvas,
    'bg-neutral-1': tokens.surface,
    'bg-neutral-1-hover': tokens.raised,
    'bg-neutral-1-pressed': tokens.hover,
    'bg-neutral-2': tokens.raised,
    'bg-neutral-2-hover': tokens.hover,
    'bg-neutral-2-pressed': tokens.border,
    'bg-neutral-3': tokens.mode === 'light' ? tokens.surface : tokens.hover,
    'bg-solid': tokens.accent,
    'bg-solid-hover': tokens.accentHover,
    'bg-solid-pressed': tokens.accentHover,
    'bg-solid-disabled': tokens.hover,
    'fg-solid': tokens.onAccent,
    'fg-solid-disabled': tokens.textDisabled,
    'accent-bg': tokens.accent,
    'accent-bg-hover': tokens.accentHover,
    'accent-fg': tokens.onAccent,
    'fg-primary': tokens.text,
    'fg-secondary': tokens.textMuted,
    'fg-disabled': tokens.textDisabled,
    'fg-danger': tokens.danger,
    'fg-warning': tokens.warning,
    'fg-success': tokens.success,
    'fg-info': tokens.info,
    'border-1': tokens.border,
    'border-2': tokens.borderStrong,
    ring: tokens.accent,
  };
}

/** Our own variables, for what `@backstage/ui` has no name for. */
function ownVariables(tokens: ThemeTokens): Record<string, string> {
  return {
    font: "'Inter', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif",
    link: tokens.accent,
    'accent-soft': tokens.accentSoft,
    danger: tokens.danger,
    warning: tokens.warning,
    success: tokens.success,
    info: tokens.info,
    'nav-background': tokens.navBackground,
    'nav-text': tokens.navText,
    'nav-text-active': tokens.navTextActive,
    'nav-hover': tokens.navHover,
    'nav-mark': tokens.navMark,
  };
}

function declarations(prefix: string, values: Record<string, string>): string {
  return Object.entries(values)
    .map(([name, value]) => `--${prefix}-${name}:${value}`)
    .join(';');
}

/** The button that destroys: its own red of `@backstage/ui` is too bright for white words on a dark page. */
function dangerButton(tokens: ThemeTokens): string {
  const hover = `color-mix(in srgb, ${tokens.danger} 85%, ${tokens.text})`;
  return [
    `--bg-solid-danger:${tokens.danger}`,
    `--bg-solid-danger-hover:${hover}`,
    `--bg-solid-danger-pressed:${hover}`,
    `--fg-solid-danger:${tokens.onAccent}`,
  ].join(';');
}

/**
 * Writes a theme as CSS variables.
 *
 * The rule stands outside any cascade layer, and therefore wins over the
 * token layer of `@backstage/ui` with the same selector.
 */
export function toCss(tokens: ThemeTokens): string {
  const ui = declarations('bui', uiVariables(tokens));
  const own = declarations('notes', ownVariables(tokens));
  const root = `[data-theme-mode='${tokens.mode}']`;
  return [
    `${root}{color-scheme:${tokens.mode};${own};${ui}}`,
    `${root} [data-variant='primary'][data-destructive='true']{${dangerButton(tokens)}}`,
  ].join('');
}
