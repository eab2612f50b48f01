import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { withAudit } from './withAudit';

function setup() {
  const entry = { success: jest.fn(), fail: jest.fn() };
  const auditor = mockServices.auditor.mock({
    createEvent: jest.fn().mockResolvedValue(entry),
  });
  return { auditor, entry };
}

describe('withAudit', () => {
  it('writes what came out, and gives it on', async () => {
    const { auditor, entry } = setup();
    const result = await withAudit(
      auditor,
      { eventId: 'plan-create', meta: { planId: '1' } },
      async () => 'made',
      made => ({ made }),
    );
    expect(result).toBe('made');
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'plan-create',
        severityLevel: 'medium',
        meta: { planId: '1' },
      }),
    );
    expect(entry.success).toHaveBeenCalledWith({ meta: { made: 'made' } });
  });

  it('writes a refusal and throws it again', async () => {
    const { auditor, entry } = setup();
    const refusal = new Error('not yours');
    await expect(
      withAudit(auditor, { eventId: 'x', meta: {} }, async () => {
        throw refusal;
      }),
    ).rejects.toBe(refusal);
    expect(entry.fail).toHaveBeenCalledWith({ error: refusal });
    expect(entry.success).not.toHaveBeenCalled();
  });

  it.each([
    ['a person', mockCredentials.user('user:default/dev'), 'user:default/dev'],
    ['a plugin', mockCredentials.service('plugin:git-host'), 'plugin:git-host'],
    ['nobody', mockCredentials.none(), 'nobody'],
  ])('names %s where there is no request', async (_, credentials, actor) => {
    const { auditor } = setup();
    await withAudit(
      auditor,
      { eventId: 'x', credentials, meta: { a: 1 } },
      async () => undefined,
    );
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ meta: { a: 1, actor } }),
    );
  });
});
