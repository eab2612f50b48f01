import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { createGroup, GROUPS } from '../__testUtils__/createGroup';
import { renderStep } from '../__testUtils__/renderStep';
import { OwnedGroupPickerField } from './OwnedGroupPickerField';
import { validateOwnedGroup } from './validateOwnedGroup';

const field = {
  name: 'OwnedGroupPicker',
  component: OwnedGroupPickerField,
  validation: validateOwnedGroup,
} as never;

async function goOn() {
  await userEvent.click(screen.getByRole('button', { name: 'Review' }));
}

describe('OwnedGroupPickerField', () => {
  it('proposes my group, and offers no group for which the plan would be refused', async () => {
    const { onCreate } = renderStep({ field, entities: GROUPS });
    const button = await screen.findByRole('button', { name: /Value/ });
    expect(button).toHaveTextContent('notes-team (yours)');

    await userEvent.click(button);
    const options = await screen.findAllByRole('option');
    expect(options.map(option => option.textContent)).toEqual([
      'notes-team (yours)',
    ]);
    await userEvent.keyboard('{Escape}');
    await goOn();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate.mock.calls[0][0]).toEqual({
      value: 'group:default/notes-team',
    });
  });

  it('keeps a group of others that the form has already, says why it is refused, and stops there', async () => {
    renderStep({
      field,
      entities: GROUPS,
      initialState: { value: 'group:default/auth-team' },
    });
    expect(
      await screen.findByRole('button', { name: /Value/ }),
    ).toHaveTextContent('Auth team');
    expect(screen.getByRole('alert')).toHaveTextContent(
      /no member of Auth team, so you may not make something it owns/,
    );
    await goOn();
    expect(
      await screen.findAllByText(/no member of "group:default\/auth-team"/),
    ).not.toHaveLength(0);
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('takes the short name of my group', async () => {
    renderStep({
      field,
      entities: GROUPS,
      initialState: { value: 'notes-team' },
    });
    await screen.findByRole('button', { name: /Value/ });
    await goOn();
    expect(
      await screen.findByRole('button', { name: 'Create' }),
    ).toBeInTheDocument();
  });

  it('says what to do when the catalog has no group', async () => {
    renderStep({ field });
    expect(
      await screen.findByText(/catalog has no group yet/),
    ).toBeInTheDocument();
  });

  it('says what to do when no group is mine', async () => {
    renderStep({ field, entities: [createGroup('auth-team')] });
    expect(await screen.findByText(/You are in no group/)).toBeInTheDocument();
  });
});
