import { diagramLabel } from './diagramLabel';

describe('diagramLabel', () => {
  it.each([
    {
      reason: 'the title of its author',
      source: 'flowchart LR\n  accTitle: Order flow\n  A --> B',
      caption: 'Caption',
      label: 'Order flow',
    },
    {
      reason: 'the title and the description',
      source:
        'flowchart LR\naccTitle: Order\naccDescr { From cart\n  to door }\nA --> B',
      label: 'Order. From cart to door',
    },
    {
      reason: 'the caption below it',
      source: 'flowchart LR\n  A --> B',
      caption: 'How it flows',
      label: 'How it flows',
    },
    {
      reason: 'the title of its front matter',
      source: '---\ntitle: States\n---\nstateDiagram-v2\n  A --> B',
      label: 'States',
    },
    {
      reason: 'its kind when nobody named it',
      source: 'sequenceDiagram\n  A->>B: x',
      type: 'sequenceDiagram',
      label: 'Diagram (sequence)',
    },
    { reason: 'the word alone', source: 'x', label: 'Diagram' },
  ])('says $reason', ({ source, caption, type, label }) => {
    expect(diagramLabel(source, caption, type)).toBe(label);
  });
});
