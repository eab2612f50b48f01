import { type CSSProperties, useEffect, useState } from 'react';
import { diagramLabel } from './diagramLabel';
import { diagramStyles } from './diagramStyles';
import { DiagramSource } from './DiagramSource';
import { drawDiagram } from './drawDiagram';
import type { ThemeMode } from './useThemeMode';

type Drawing =
  | { state: 'drawing' }
  | { state: 'drawn'; svg: string; type: string }
  | { state: 'failed'; message: string };

export type MermaidDiagramProps = {
  source: string;
  caption?: string;
  mode: ThemeMode;
};

function useDrawing(source: string, mode: ThemeMode): Drawing {
  const [drawing, setDrawing] = useState<Drawing>({ state: 'drawing' });
  useEffect(() => {
    let current = true;
    drawDiagram(source, mode).then(
      result => current && setDrawing({ state: 'drawn', ...result }),
      (error: Error) =>
        current && setDrawing({ state: 'failed', message: error.message }),
    );
    return () => {
      current = false;
    };
  }, [source, mode]);
  return drawing;
}

/** The width Mermaid drew for, which it only writes as the upper limit of the picture. */
function naturalWidth(svg: string): string | undefined {
  return /max-width:\s*([\d.]+px)/.exec(svg.slice(0, 2000))?.[1];
}

/** One diagram: while it is drawn, as a picture, or its source with what is wrong in it. */
export function MermaidDiagram(props: MermaidDiagramProps) {
  const { source, caption, mode } = props;
  const drawing = useDrawing(source, mode);
  const [enlarged, setEnlarged] = useState(false);
  if (drawing.state === 'failed') {
    return (
      <div className="diagram">
        <style>{diagramStyles}</style>
        <p role="alert">
          <strong>This diagram cannot be drawn.</strong> {drawing.message}
        </p>
        <DiagramSource source={source} open />
      </div>
    );
  }
  if (drawing.state === 'drawing') {
    return (
      <div className="diagram diagram-waiting" role="status">
        <style>{diagramStyles}</style>
        Drawing the diagram…
      </div>
    );
  }
  return (
    <div
      className="diagram"
      data-enlarged={enlarged}
      style={{ '--diagram-width': naturalWidth(drawing.svg) } as CSSProperties}
    >
      <style>{diagramStyles}</style>
      {/* A picture that is wider than the page scrolls, so a keyboard has to reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable region */}
      <div className="diagram-box" tabIndex={0}>
        <div
          className="diagram-picture"
          role="img"
          aria-label={diagramLabel(source, caption, drawing.type)}
          // Mermaid sanitises what it draws; `securityLevel: strict` leaves no HTML or script.
          // eslint-disable-next-line react/no-danger -- the output of Mermaid is markup
          dangerouslySetInnerHTML={{ __html: drawing.svg }}
        />
      </div>
      <div className="diagram-tools">
        <button
          type="button"
          aria-pressed={enlarged}
          onClick={() => setEnlarged(!enlarged)}
        >
          {enlarged ? 'Fit to page' : 'Full size'}
        </button>
        <DiagramSource source={source} />
      </div>
    </div>
  );
}
