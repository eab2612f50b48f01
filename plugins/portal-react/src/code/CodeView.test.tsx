/** Component layer. */
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CodeView } from './CodeView';

const WAIT = { timeout: 10_000 };

describe('CodeView', () => {
  it('numbers the lines, colours what it knows, and copies all of it', async () => {
    const user = userEvent.setup();
    // jsdom has no such command.
    document.execCommand = jest.fn(() => true);
    const text = 'kind: Service\nport: 8080\n';
    renderInTestApp(<CodeView text={text} language="yaml" label="svc.yaml" />);
    const code = await screen.findByRole('group', { name: 'svc.yaml' });
    expect(code).toHaveTextContent('kind: Service port: 8080');
    expect(screen.getByText('2 lines')).toBeVisible();
    const number = await screen.findByText('8080', {}, WAIT);
    expect(number).toHaveAttribute('data-token', 'number');
    expect(number.closest('[data-line]')).toHaveAttribute('data-line', '2');
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Copied')).toBeVisible();
    expect(document.execCommand).toHaveBeenCalledWith('copy');
  });

  it('shows what has no language as it is', async () => {
    const text = 'FROM scratch';
    renderInTestApp(
      <CodeView text={text} language={undefined} label="Dockerfile" />,
    );
    expect(await screen.findByText(text)).toHaveAttribute('data-line', '1');
    expect(screen.getByText('1 line')).toBeVisible();
  });
});
