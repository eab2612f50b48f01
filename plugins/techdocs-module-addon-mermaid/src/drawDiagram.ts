import type { ThemeMode } from './useThemeMode';

type Drawing = { svg: string; type: string };

let last: Promise<unknown> = Promise.resolve();
let nextId = 1;

async function draw(source: string, mode: ThemeMode): Promise<Drawing> {
  // Most pages have no diagram, so the library is fetched when the first one appears.
  const { default: mermaid } = await import(
    /* webpackChunkName: "mermaid" */ 'mermaid'
  );
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    theme: mode === 'dark' ? 'dark' : 'default',
    darkMode: mode === 'dark',
    // The words on arrows stand on a grey that is too light for them in the dark theme.
    themeVariables: mode === 'dark' ? { edgeLabelBackground: '#333333' } : {},
    fontFamily: window.getComputedStyle(document.body).fontFamily,
    suppressErrorRendering: true,
  });
  const id = `mermaid-drawing-${nextId}`;
  nextId += 1;
  const { svg, diagramType } = await mermaid.render(id, source);
  return { svg, type: diagramType };
}

/** Draws one diagram after the other, because the settings of Mermaid are global. */
export function drawDiagram(source: string, mode: ThemeMode): Promise<Drawing> {
  const drawing = last.then(() => draw(source, mode));
  last = drawing.catch(() => undefined);
  return drawing;
}
