import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import scaffolderModuleCrossplane from '.';

describe('scaffolderModuleCrossplane', () => {
  async function start(form?: string) {
    const addActions = jest.fn();
    await startTestBackend({
      extensionPoints: [[scaffolderActionsExtensionPoint, { addActions }]],
      features: [
        scaffolderModuleCrossplane,
        mockServices.rootConfig.factory({
          data: { goldenPath: { crossplane: { form } } },
        }),
      ],
    });
    return addActions.mock.calls.flat().map(action => action.id);
  }

  it('adds crossplane:claim', async () => {
    expect(await start()).toEqual(['crossplane:claim']);
  });

  it('does not start with a form that does not exist', async () => {
    await expect(start('classic')).rejects.toThrow(
      /goldenPath\.crossplane\.form is 'classic'/,
    );
  });
});
