import { createPortal } from 'react-dom';
import { useShadowRootElements } from '@backstage/plugin-techdocs-react';
import { MermaidDiagram } from './MermaidDiagram';
import { useDiagrams } from './useDiagrams';
import { useThemeMode } from './useThemeMode';

/** How our generator marks a diagram, and how the common MkDocs settings do. */
const SELECTORS = [
  'pre.mermaid',
  '.language-mermaid > pre',
  '.language-mermaid > table pre:has(> code)',
];

/** Puts a picture in the place of each Mermaid block of the page that is shown. */
export function MermaidAddon() {
  const blocks = useShadowRootElements<HTMLPreElement>(SELECTORS);
  const diagrams = useDiagrams(blocks);
  const mode = useThemeMode();
  return (
    <>
      {diagrams.map(({ id, host, source, caption }) =>
        createPortal(
          <MermaidDiagram source={source} caption={caption} mode={mode} />,
          host,
          id,
        ),
      )}
    </>
  );
}
