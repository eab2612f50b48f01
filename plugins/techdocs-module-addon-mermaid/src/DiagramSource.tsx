type DiagramSourceProps = { source: string; open?: boolean };

/** The text the diagram is drawn from, for readers who want it or need it. */
export function DiagramSource(props: DiagramSourceProps) {
  const { source, open } = props;
  return (
    <details className="diagram-source" open={open}>
      <summary>Diagram source</summary>
      <pre>
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable region */}
        <code tabIndex={0}>{source}</code>
      </pre>
    </details>
  );
}
