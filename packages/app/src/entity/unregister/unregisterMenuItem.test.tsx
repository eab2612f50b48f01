/** Component layer: the item of the menu, its dialog and its client, with a fake server. */
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  answer,
  createPlan,
  openUnregister,
  REF,
  refusal,
  TARGET,
} from './__testUtils__/openUnregister';

describe('the menu item "Unregister entity"', () => {
  it('says what goes and what stays, and removes it when that is confirmed', async () => {
    const { fetch, post } = await openUnregister(
      jest
        .fn()
        .mockResolvedValueOnce(answer(200, createPlan()))
        .mockResolvedValueOnce(answer(200, { outcome: 'unregistered' })),
    );

    const dialog = await screen.findByRole('dialog', {
      name: 'Unregister orders',
    });
    expect(await screen.findByText('Orders API')).toBeInTheDocument();
    expect(dialog).toHaveTextContent('component:orders (owner notes-team)');
    expect(dialog).toHaveTextContent('The repository stays');
    expect(dialog).toHaveTextContent(TARGET);
    expect(
      screen.getByRole('link', { name: 'Open the repository' }),
    ).toHaveAttribute('href', '/repositories/notes/orders');
    expect(fetch).toHaveBeenCalledTimes(1);

    await userEvent.click(screen.getByRole('button', { name: 'Unregister' }));

    await waitFor(() =>
      expect(post).toHaveBeenCalledWith(
        expect.objectContaining({ title: 'orders has left the catalog' }),
      ),
    );
    expect(fetch.mock.calls[0][0]).toBe(
      `http://localhost/api/catalog/v1/unregister?entityRef=${encodeURIComponent(REF)}`,
    );
    expect(fetch.mock.calls[1]).toEqual([
      'http://localhost/api/catalog/v1/unregister',
      expect.objectContaining({
        method: 'POST',
        body: JSON.stringify({ entityRef: REF }),
      }),
    ]);
    expect(await screen.findByText('at /catalog')).toBeInTheDocument();
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
  });

  it('changes nothing when it is cancelled', async () => {
    const { fetch } = await openUnregister(
      jest.fn().mockResolvedValueOnce(answer(200, createPlan())),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Cancel' }),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it.each([
    {
      reason: 'everything belongs to others',
      allowed: [false, false],
      words: 'It belongs to notes-team, search-team. Ask them',
    },
    {
      reason: 'one thing belongs to others',
      allowed: [true, false],
      words: 'Not everything is yours. Ask search-team',
    },
  ])('names the owner to ask when $reason', async ({ allowed, words }) => {
    const owners = ['group:default/notes-team', 'group:default/search-team'];
    const entities = createPlan().entities.map((each, index) => ({
      ...each,
      owners: [owners[index]],
      allowed: allowed[index],
    }));
    await openUnregister(
      jest
        .fn()
        .mockResolvedValue(
          answer(200, createPlan({ allowed: false, entities })),
        ),
    );
    expect(
      await screen.findByText('You cannot unregister this'),
    ).toBeInTheDocument();
    expect(screen.getByRole('dialog')).toHaveTextContent(words);
    expect(screen.getByRole('dialog')).toHaveTextContent('These would leave');
    expect(
      screen.queryByRole('button', { name: 'Unregister' }),
    ).not.toBeInTheDocument();
  });

  it('explains that a configured entity cannot be unregistered', async () => {
    const plan = createPlan({ removes: 'nothing', allowed: false });
    await openUnregister(jest.fn().mockResolvedValue(answer(200, plan)));
    expect(
      await screen.findByText('It was not registered by hand'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Unregister' }),
    ).not.toBeInTheDocument();
  });

  it('says why it cannot look things up, and looks again', async () => {
    await openUnregister(
      jest
        .fn()
        .mockResolvedValueOnce(refusal(503, 'The catalog is away'))
        .mockResolvedValueOnce(answer(200, createPlan({ removes: 'entity' }))),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The catalog is away',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByText(/its file no longer names it/),
    ).toBeInTheDocument();
  });

  it('keeps the dialog and shows the words of the server when it is refused', async () => {
    const { post } = await openUnregister(
      jest
        .fn()
        .mockResolvedValueOnce(answer(200, createPlan()))
        .mockResolvedValueOnce(refusal(403, "'orders' is not yours any more")),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Unregister' }),
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      "'orders' is not yours any more",
    );
    expect(post).not.toHaveBeenCalled();
    expect(screen.getByRole('button', { name: 'Unregister' })).toBeEnabled();
  });
});
