import { useLayoutEffect, useState } from 'react';

export type Diagram = {
  id: string;
  /** Where the picture goes, beside the hidden block of source. */
  host: HTMLElement;
  source: string;
  caption?: string;
};

let nextId = 1;

function readCaption(block: Element): string | undefined {
  const text = block
    .closest('figure')
    ?.querySelector('figcaption')?.textContent;
  return text?.trim() || undefined;
}

function createDiagram(block: HTMLElement): Diagram {
  const host = document.createElement('div');
  host.dataset.mermaidDiagram = '';
  block.after(host);
  block.hidden = true;
  // The hidden attribute loses against the display rules of the page.
  block.style.display = 'none';
  const id = `mermaid-${nextId}`;
  nextId += 1;
  // The reader puts its copy button beside the code, so only the code is the source.
  const source = (block.querySelector('code') ?? block).textContent ?? '';
  return { id, host, source: source.trim(), caption: readCaption(block) };
}

function sameElements(left: HTMLElement[], right: HTMLElement[]): boolean {
  return (
    left.length === right.length && left.every((item, at) => item === right[at])
  );
}

/**
 * Prepares a place for the picture of each block. The reader replaces the whole page when
 * the path or the theme changes; the old places leave with it.
 */
export function useDiagrams(blocks: HTMLElement[]): Diagram[] {
  const [known, setKnown] = useState<{
    blocks: HTMLElement[];
    diagrams: Diagram[];
  }>({
    blocks: [],
    diagrams: [],
  });
  useLayoutEffect(() => {
    if (!sameElements(blocks, known.blocks)) {
      setKnown({ blocks, diagrams: blocks.map(createDiagram) });
    }
  }, [blocks, known]);
  return known.diagrams;
}
