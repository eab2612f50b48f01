import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { GROUPS } from '../__testUtils__/createGroup';
import { renderStep } from '../__testUtils__/renderStep';
import { OwnedGroupPickerField } from './OwnedGroupPickerField';
import { validateOwnedGroup } from './validateOwnedGroup';

const field = {
  name: 'OwnedGroupPicker',
  component: OwnedGroupPickerField,
  validation: validateOwnedGroup,
} as never;

// In a file of its own: decisions about permissions are remembered for as long
// as the modules live.
describe('OwnedGroupPickerField for who may act for others', () => {
  it('offers every group, mine first, and hands over what is chosen', async () => {
    const { onCreate } = renderStep({
      ...{ field, entities: GROUPS, ownsForOthers: true },
    });
    await userEvent.click(await screen.findByRole('button', { name: /Value/ }));
    const options = await screen.findAllByRole('option');
    expect(options.map(option => option.textContent)).toEqual([
      'notes-team (yours)',
      'Auth team',
    ]);
    await userEvent.click(screen.getByRole('option', { name: /Auth/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate.mock.calls[0][0]).toEqual({
      value: 'group:default/auth-team',
    });
  });
});
