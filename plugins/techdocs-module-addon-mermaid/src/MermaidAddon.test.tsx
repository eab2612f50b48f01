import { act, render, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { MermaidAddon } from './MermaidAddon';

const initialize = jest.fn();
const draw = jest.fn();
let loads = 0;

// A browser without layout cannot draw, so the library is replaced where it is loaded.
jest.mock('mermaid', () => {
  loads += 1;
  return { __esModule: true, default: { initialize, render: draw } };
});

let shadowRoot: ShadowRoot;

jest.mock('@backstage/plugin-techdocs-react', () => ({
  useShadowRootElements: (selectors: string[]) =>
    selectors.flatMap(selector =>
      Array.from(shadowRoot.querySelectorAll(selector)),
    ),
}));

function showPage(html: string) {
  const host = document.createElement('div');
  document.body.append(host);
  shadowRoot = host.attachShadow({ mode: 'open' });
  shadowRoot.innerHTML = `<div>${html}</div>`;
  const page = shadowRoot.firstElementChild as HTMLElement;
  return { ...render(<MermaidAddon />), page, inPage: within(page) };
}

const FLOW =
  '<pre class="mermaid"><div>copy</div><code>flowchart LR\n accTitle: Flow\n A --&gt; B\n</code></pre>';

beforeEach(() => {
  jest.clearAllMocks();
  document.body.innerHTML = '';
  document.body.setAttribute('data-theme-mode', 'light');
  draw.mockResolvedValue({
    svg: '<svg style="max-width: 480px"><text>drawn</text></svg>',
    diagramType: 'flowchart-v2',
  });
});

describe('MermaidAddon', () => {
  it('does not load the library on a page without a diagram', async () => {
    const { page } = showPage('<pre><code>plain</code></pre>');
    await act(async () => {});
    expect(loads).toBe(0);
    expect(page.querySelector('[data-mermaid-diagram]')).toBeNull();
  });

  it('puts a named picture in the place of the source', async () => {
    const { page, inPage } = showPage(FLOW);
    const picture = await inPage.findByRole('img', { name: 'Flow' });
    expect(picture).toHaveTextContent('drawn');
    expect(draw).toHaveBeenCalledWith(
      expect.any(String),
      'flowchart LR\n accTitle: Flow\n A --> B',
    );
    expect(initialize).toHaveBeenCalledWith(
      expect.objectContaining({ securityLevel: 'strict', theme: 'default' }),
    );
    expect(page.querySelector('pre.mermaid')).not.toBeVisible();
  });

  it.each([
    '<div class="language-mermaid highlight"><pre><code>graph TD</code></pre></div>',
    '<figure><pre class="mermaid"><code>graph TD</code></pre><figcaption>Caption</figcaption></figure>',
  ])('finds the diagrams of both engines in %s', async html => {
    const { inPage } = showPage(html);
    expect(await inPage.findByRole('img')).toBeInTheDocument();
    expect(draw).toHaveBeenCalledWith(expect.any(String), 'graph TD');
  });

  it('draws again when the portal turns dark', async () => {
    const { inPage } = showPage(FLOW);
    await inPage.findByRole('img');
    await act(async () =>
      document.body.setAttribute('data-theme-mode', 'dark'),
    );
    await waitFor(() =>
      expect(initialize).toHaveBeenLastCalledWith(
        expect.objectContaining({ theme: 'dark' }),
      ),
    );
  });

  it('shows the message and the source of a diagram that cannot be drawn', async () => {
    draw.mockRejectedValue(new Error('Parse error on line 2'));
    const { inPage } = showPage(FLOW);
    expect(await inPage.findByRole('alert')).toHaveTextContent(
      'This diagram cannot be drawn. Parse error on line 2',
    );
    expect(
      inPage.getByText(/A --> B/, { selector: '.diagram-source code' }),
    ).toBeVisible();
  });

  it('draws the next diagram when one failed', async () => {
    draw.mockRejectedValueOnce(new Error('broken'));
    const { inPage } = showPage(`${FLOW}${FLOW}`);
    expect(await inPage.findByRole('alert')).toBeInTheDocument();
    expect(await inPage.findByRole('img')).toBeInTheDocument();
  });

  it('shows a wide picture in full size and back', async () => {
    const user = userEvent.setup();
    const { page, inPage } = showPage(FLOW);
    await user.click(await inPage.findByRole('button', { name: 'Full size' }));
    const diagram = page.querySelector('.diagram');
    expect(diagram).toHaveAttribute('data-enlarged', 'true');
    expect(diagram).toHaveStyle({ '--diagram-width': '480px' });
    await user.click(inPage.getByRole('button', { name: 'Fit to page' }));
    expect(diagram).toHaveAttribute('data-enlarged', 'false');
  });
});
