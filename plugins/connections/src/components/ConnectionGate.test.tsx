import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { connectionsApiRef } from '../connectionsApiRef';
import { createConnections, createPart } from '../__testUtils__/createParts';
import { ConnectionGate } from './ConnectionGate';

function renderGate(connections: ReturnType<typeof createConnections>) {
  renderInTestApp(
    <ConnectionGate partId="kubernetes" emptyTitle="Nothing" shows="The pods.">
      <p>Stock content</p>
    </ConnectionGate>,
    { apis: [[connectionsApiRef, connections]] },
  );
}

describe('ConnectionGate', () => {
  it('says what would be there, why it is empty and the step, until a check finds it', async () => {
    renderGate(
      createConnections(
        [createPart('kubernetes', 'not-connected')],
        [createPart('kubernetes', 'ok')],
      ),
    );
    expect(
      await screen.findByRole('heading', { name: 'Nothing' }),
    ).toBeInTheDocument();
    for (const text of [
      'The pods.',
      'Reason of kubernetes.',
      'Fix of kubernetes.',
    ]) {
      expect(screen.getByText(text)).toBeInTheDocument();
    }
    expect(screen.queryByText('Stock content')).toBeNull();

    await userEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(await screen.findByText('Stock content')).toBeInTheDocument();
  });

  it('shows only the content when all is well', async () => {
    renderGate(createConnections([createPart('kubernetes', 'ok')]));
    expect(await screen.findByText('Stock content')).toBeInTheDocument();
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('warns above the content when a part of it is broken', async () => {
    renderGate(createConnections([createPart('kubernetes', 'broken')]));
    expect(await screen.findByText('Stock content')).toBeInTheDocument();
    expect(screen.getByText('Reason of kubernetes.')).toBeInTheDocument();
    expect(screen.getByText('Fix of kubernetes.')).toBeInTheDocument();
  });

  it('says above the content that a part is still being checked', async () => {
    renderGate(createConnections([createPart('kubernetes', 'checking')]));
    expect(await screen.findByText('Stock content')).toBeInTheDocument();
    expect(screen.getByText('Reason of kubernetes.')).toBeInTheDocument();
    expect(screen.getByRole('button', { name: /check/i })).toBeEnabled();
  });

  it('keeps the content when the state cannot be read', async () => {
    renderGate(createConnections(new Error('down')));
    expect(await screen.findByText('Stock content')).toBeInTheDocument();
    expect(
      screen.getByText('The connections cannot be read.'),
    ).toBeInTheDocument();
  });
});
