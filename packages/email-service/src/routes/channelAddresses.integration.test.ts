import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { startEmail, type TestEmail } from '../testing/startEmail.ts';

describe('addresses of channels', () => {
  let email: TestEmail;
  before(async () => {
    email = await startEmail();
  });
  after(() => email.close());

  for (const { channel, reason, url } of [
    {
      reason: 'this machine',
      channel: 'webhook',
      url: 'https://127.0.0.1/hook',
    },
    {
      reason: 'this machine by name',
      channel: 'webhook',
      url: 'https://localhost/hook',
    },
    {
      reason: 'the metadata of a cloud',
      channel: 'webhook',
      url: 'http://169.254.169.254/latest',
    },
    {
      reason: 'a private IPv6 address',
      channel: 'webhook',
      url: 'https://[fd00::1]/',
    },
    {
      reason: 'another protocol',
      channel: 'webhook',
      url: 'file:///etc/passwd',
    },
    { reason: 'no URL', channel: 'webhook', url: 'hook' },
    {
      reason: 'a password',
      channel: 'webhook',
      url: 'https://a:b@example.com/',
    },
    {
      reason: 'a place that is not Slack',
      channel: 'slack',
      url: 'https://hooks.slack.com.example.com/services/x',
    },
    { reason: 'no address at all', channel: 'slack', url: undefined },
  ]) {
    it(`refuse ${reason}, and name the field`, async () => {
      const ann = await email.person();
      const json = {
        mail: { enabled: true },
        slack: null,
        webhook: null,
        [channel]: { enabled: true, ...(url !== undefined && { url }) },
      };
      const reply = await email.service.request('/api/email/channels', {
        method: 'PUT',
        as: email.as(ann),
        json,
      });
      assert.equal(reply.status, 400);
      assert.match(reply.text, new RegExp(`"field":"/${channel}/url"`));
    });
  }
});
