import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderStep } from '../__testUtils__/renderStep';
import { RepoHostPickerField } from './RepoHostPickerField';

const field = {
  name: 'RepoHostPicker',
  component: RepoHostPickerField,
} as never;

function part(id: string, title: string, state: string) {
  return { id, title, state, reason: `${title} says why.`, fix: '' };
}

async function readOptions() {
  await userEvent.click(await screen.findByRole('button', { name: /Value/ }));
  return screen.findAllByRole('option');
}

describe('RepoHostPickerField', () => {
  it('offers the git host of the portal and only what is configured beside it', async () => {
    const parts = [
      part('github', 'GitHub', 'ok'),
      part('gitlab', 'GitLab', 'not-connected'),
      part('gitea', 'Gitea', 'broken'),
      part('kubernetes', 'Kubernetes', 'ok'),
    ];
    renderStep({ field, answers: { '/v1/parts': { body: { parts } } } });
    const options = await readOptions();
    expect(options).toHaveLength(3);
    expect(options[0]).toHaveTextContent('Git host of this portal');
    expect(options[1]).toHaveTextContent('GitHub');
    expect(options[2]).toHaveTextContent('Gitea says why.');
    expect(options[2]).toHaveAttribute('aria-disabled', 'true');
  });

  it('starts with the git host of the portal and hands the choice to the form', async () => {
    const parts = [part('github', 'GitHub', 'ok')];
    const { onCreate } = renderStep({
      field,
      answers: { '/v1/parts': { body: { parts } } },
    });
    expect(
      await screen.findByRole('button', { name: /Value/ }),
    ).toHaveTextContent('Git host of this portal');
    await readOptions();
    await userEvent.click(screen.getByRole('option', { name: 'GitHub' }));
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate.mock.calls[0][0]).toEqual({ value: 'github' });
  });

  it('stays usable when the connections cannot be read', async () => {
    renderStep({ field });
    expect(
      await screen.findByText(/git host of this portal works/),
    ).toBeInTheDocument();
    expect(await readOptions()).toHaveLength(1);
  });
});
