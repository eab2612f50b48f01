import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderStep } from '../__testUtils__/renderStep';
import { OwnedGroupPickerField } from './OwnedGroupPickerField';

const field = {
  name: 'OwnedGroupPicker',
  component: OwnedGroupPickerField,
} as never;

function group(name: string, displayName?: string) {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    spec: { type: 'team', children: [], profile: { displayName } },
  };
}

describe('OwnedGroupPickerField', () => {
  it('proposes my group and lists it before the others', async () => {
    renderStep({
      field,
      entities: [group('auth-team', 'Auth team'), group('notes-team')],
    });
    const button = await screen.findByRole('button', { name: /Value/ });
    expect(button).toHaveTextContent('notes-team (yours)');

    await userEvent.click(button);
    const options = await screen.findAllByRole('option');
    expect(options.map(option => option.textContent)).toEqual([
      'notes-team (yours)',
      'Auth team',
    ]);
  });

  it('hands another group to the form as an entity reference', async () => {
    const { onCreate } = renderStep({
      field,
      entities: [group('auth-team', 'Auth team'), group('notes-team')],
    });
    await userEvent.click(await screen.findByRole('button', { name: /Value/ }));
    await userEvent.click(await screen.findByRole('option', { name: /Auth/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate.mock.calls[0][0]).toEqual({
      value: 'group:default/auth-team',
    });
  });

  it('keeps a group that the form has already', async () => {
    renderStep({
      field,
      entities: [group('auth-team', 'Auth team'), group('notes-team')],
      initialState: { value: 'group:default/auth-team' },
    });
    expect(
      await screen.findByRole('button', { name: /Value/ }),
    ).toHaveTextContent('Auth team');
  });

  it('says what to do when the catalog has no group', async () => {
    renderStep({ field });
    expect(
      await screen.findByText(/catalog has no group yet/),
    ).toBeInTheDocument();
  });
});
