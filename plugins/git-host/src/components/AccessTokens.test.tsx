import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { AccessToken } from '@notes/plugin-git-host-common';
import { renderGitHost } from '../__testUtils__/renderGitHost';

const token = (name: string): AccessToken => ({
  ...{ id: name, name, hint: 'abcd' },
  createdAt: '2026-01-02T03:04:05Z',
  expiresAt: '2999-01-02T03:04:05Z',
  lastUsedAt: undefined,
});

describe('AccessTokens', () => {
  it('makes a token, shows its secret once and revokes it', async () => {
    let tokens: AccessToken[] = [];
    const createAccessToken = jest.fn(async ({ name }: { name: string }) => {
      tokens = [token(name)];
      return { ...token(name), secret: 'notes_pat_secret' };
    });
    const revokeAccessToken = jest.fn(async () => {
      tokens = [];
    });
    renderGitHost({
      path: '/settings/access-tokens',
      api: {
        listAccessTokens: async () => tokens,
        ...{ createAccessToken, revokeAccessToken },
      },
    });
    expect(await screen.findByText('You have no token.')).toBeInTheDocument();
    const create = screen.getByRole('button', { name: 'Create token' });
    expect(create).toBeDisabled();

    await userEvent.type(
      screen.getByRole('textbox', { name: /Name/ }),
      'laptop',
    );
    await userEvent.click(create);

    expect(await screen.findByLabelText('laptop')).toHaveValue(
      'notes_pat_secret',
    );
    expect(createAccessToken).toHaveBeenCalledWith({
      ...{ name: 'laptop', expiresInDays: 90 },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Revoke laptop' }),
    );
    await waitFor(() =>
      expect(screen.queryByLabelText('laptop')).not.toBeInTheDocument(),
    );
    expect(revokeAccessToken).toHaveBeenCalledWith('laptop');
  });

  it('says why a token could not be made and keeps the name', async () => {
    renderGitHost({
      path: '/settings/access-tokens',
      api: {
        listAccessTokens: async () => [],
        createAccessToken: async () => {
          throw new Error('expiresInDays is 90, expected at most 30');
        },
      },
    });
    const field = await screen.findByRole('textbox', { name: /Name/ });
    await userEvent.type(field, 'laptop');
    await userEvent.click(screen.getByRole('button', { name: 'Create token' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'expected at most 30',
    );
    expect(field).toHaveValue('laptop');
  });
});
