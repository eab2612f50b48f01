/**
 * The reader shows pages in a shadow root, where no stylesheet of the portal applies.
 * The variables come from the reader and follow its theme.
 */
export const diagramStyles = `
.diagram { margin: 1em 0; }
.diagram-waiting { padding: 2em; text-align: center; opacity: .7; }
.diagram-box { overflow-x: auto; padding: .5em 0; }
.diagram-picture svg { display: block; height: auto; margin: 0 auto; }
.diagram[data-enlarged="true"] .diagram-picture svg { width: max(100%, var(--diagram-width, 60rem)); max-width: none !important; }
.diagram .diagram-tools { display: flex; flex-wrap: wrap; gap: .5em 1em; align-items: baseline; font-size: .85em; }
.diagram .diagram-tools button, .diagram details.diagram-source > summary {
  position: static; display: inline; margin: 0; padding: .2em .4em !important; border: 0;
  background: none; color: var(--md-typeset-a-color, inherit); font: inherit; cursor: pointer;
  text-decoration: underline; text-underline-offset: .18em;
}
.diagram details.diagram-source { flex: 1 1 12rem; margin: 0; padding: 0; border: 0; font-size: inherit !important; }
.diagram details.diagram-source > summary::before, .diagram details.diagram-source > summary::after { content: none !important; }
.diagram details.diagram-source > pre { margin: .5em 0 0; text-align: left; }
`;
