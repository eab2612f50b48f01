/** Unit layer: what of an event is kept. */
import type { AuditorEvent } from '@backstage/backend-defaults/auditor';
import { NotAllowedError } from '@backstage/errors';
import { readAuditLogOptions } from '../config';
import { mockServices } from '@backstage/backend-test-utils';
import { cleanText } from './cleanText';
import { selectMeta } from './selectMeta';
import { toAuditEvent } from './toAuditEvent';

describe('cleanText', () => {
  it.each([
    {
      text: 'plain words stay as they are',
      expected: 'plain words stay as they are',
    },
    { text: 'https://u:p4ss@host/x', expected: 'https://host/x' },
    {
      text: 'Authorization: Bearer abc.def',
      expected: 'Authorization: Bearer [hidden]',
    },
    {
      text: 'got eyJhbGciOi.eyJzdWIi.c2lnbg back',
      expected: 'got [hidden] back',
    },
    {
      text: 'https://h/p?access_token=abc&page=2',
      expected: 'https://h/p?access_token=[hidden]&page=2',
    },
    {
      text: '{"password":"hunter2","a":1}',
      expected: '{"password":"[hidden]","a":1}',
    },
    { text: 'clientSecret=s3cr3t', expected: 'clientSecret=[hidden]' },
    { text: 'ghp_0123456789abcdef', expected: '[hidden]' },
    { text: 'nul\u0000led', expected: 'nulled' },
  ])('turns $text into $expected', ({ text, expected }) => {
    expect(cleanText(text)).toBe(expected);
  });

  it('cuts long texts, and quickly even for megabytes', () => {
    const started = Date.now();
    expect(cleanText('token='.repeat(500_000)).length).toBeLessThanOrEqual(501);
    expect(Date.now() - started).toBeLessThan(1000);
  });
});

describe('selectMeta', () => {
  it('keeps known keys at every depth and names the others', () => {
    expect(
      selectMeta({
        actionType: 'create',
        isDryRun: false,
        location: { type: 'url', target: 'https://a:b@h/x', token: 't' },
        refs: ['refs/heads/main'],
        taskParameters: { dbPassword: 'x' },
        body: 'secret',
        nothing: undefined,
      }),
    ).toEqual({
      actionType: 'create',
      isDryRun: false,
      location: { type: 'url', target: 'https://h/x' },
      refs: ['refs/heads/main'],
      omitted: ['taskParameters', 'body'],
    });
  });

  it('keeps what was deployed, planned and taken back', () => {
    const meta = {
      ...{ application: 'orders', project: 'notes-team', commitSha: 'c0ffee' },
      ...{ planId: 'p1', hash: 'abc', outcome: 'approved', subject: 'a/b' },
      ...{ undone: ['notes/orders'], left: [], paths: ['README.md'] },
    };
    expect(selectMeta(meta)).toEqual(meta);
  });

  it('keeps the keys that the configuration adds', () => {
    expect(selectMeta({ ticket: 'N-1' }, ['ticket'])).toEqual({
      ticket: 'N-1',
    });
  });

  it('stays small whatever a plugin reports', () => {
    const large = {
      actionType: 'create',
      refs: Array.from({ length: 1000 }, () => 'x'.repeat(600)),
      title: 'short',
      location: { location: { location: { location: { id: 'too deep' } } } },
      ...Object.fromEntries(
        Array.from({ length: 100 }, (_, i) => [`k${i}`, i]),
      ),
    };
    const kept = selectMeta(large);
    expect(kept).toMatchObject({ actionType: 'create', title: 'short' });
    expect(JSON.stringify(kept).length).toBeLessThan(6000);
    expect(JSON.stringify(kept)).not.toContain('too deep');
    expect(kept.omitted).toHaveLength(20);
    expect(kept.omitted).toContain('refs');
  });

  it('answers nothing for no details', () => {
    expect(selectMeta(undefined)).toEqual({});
  });
});

describe('toAuditEvent', () => {
  const moment = {
    id: 'id',
    startedAt: new Date('2026-11-21T08:00:00Z'),
    now: new Date('2026-11-21T08:00:01Z'),
  };

  function convert(event: Partial<AuditorEvent>, auditLog = {}) {
    const config = mockServices.rootConfig({ data: { auditLog } });
    const full = {
      plugin: 'catalog',
      eventId: 'entity-mutate',
      severityLevel: 'medium',
      status: 'succeeded',
      actor: { actorId: 'user:default/dev.rivera', ip: '10.0.0.1' },
      ...event,
    } as AuditorEvent;
    return toAuditEvent(full, moment, readAuditLogOptions(config));
  }

  it('keeps the path of the request without its query', () => {
    const request = { method: 'POST', url: '/api/catalog/refresh?token=abc#x' };
    expect(convert({ request }).request).toEqual({
      method: 'POST',
      path: '/api/catalog/refresh',
      address: '10.0.0.1',
    });
    expect(convert({ request }, { storeAddresses: false }).request).toEqual({
      method: 'POST',
      path: '/api/catalog/refresh',
      address: undefined,
    });
  });

  it.each([
    {
      meta: { entityRef: 'Component:Default/A' },
      entityRef: 'component:default/a',
    },
    {
      meta: { templateRef: 'template:default/t' },
      entityRef: 'template:default/t',
    },
    { meta: { entityRef: 'no kind', templateRef: 7 }, entityRef: undefined },
    { meta: undefined, entityRef: undefined },
  ])('takes the entity from $meta: $entityRef', ({ meta, entityRef }) => {
    expect(convert({ meta }).entityRef).toBe(entityRef);
  });

  it.each([
    {
      actorId: 'user:default/a',
      meta: { createdBy: 'user:default/b' },
      actor: 'user:default/a',
      reason: 'the caller did it',
    },
    {
      actorId: 'plugin:scaffolder',
      meta: { createdBy: 'user:default/b' },
      actor: 'user:default/b',
      reason: 'the work is done for a person',
    },
    {
      actorId: undefined,
      meta: { actor: 'user:default/b' },
      actor: 'user:default/b',
      reason: 'the plugin has read the token',
    },
    {
      actorId: 'plugin:x',
      meta: { createdBy: 'group:default/b' },
      actor: 'plugin:x',
      reason: 'a group does nothing',
    },
    {
      actorId: undefined,
      meta: {},
      actor: undefined,
      reason: 'nobody is known',
    },
  ])('files it under $actor, because $reason', ({ actorId, meta, actor }) => {
    expect(convert({ actor: { actorId }, meta }).actor).toBe(actor);
  });

  it('names the action, and the error without secrets', () => {
    const event = convert({
      meta: { actionType: 'delete' },
      ...{ status: 'failed', error: new Error('no: token=abc') },
    });
    expect(event).toMatchObject({
      action: 'catalog.entity-mutate.delete',
      status: 'failed',
      error: 'no: token=[hidden]',
      time: '2026-11-21T08:00:00.000Z',
      completedAt: '2026-11-21T08:00:01.000Z',
    });
    const refusal = { status: 'failed', error: new NotAllowedError() } as const;
    expect(convert(refusal).error).toBe('NotAllowedError');
    expect(convert({ status: 'initiated' }).completedAt).toBeUndefined();
  });
});

describe('readAuditLogOptions', () => {
  it.each([
    {
      auditLog: { retentionDays: 0 },
      message: /retentionDays': '0'; expected a whole number/,
    },
    { auditLog: { retentionDays: 1.5 }, message: /retentionDays': '1.5'/ },
    { auditLog: { retentionDays: 'long' }, message: /retentionDays/ },
    {
      auditLog: { minimumSeverity: 'loud' },
      message:
        /minimumSeverity': 'loud'; expected one of: low, medium, high, critical/,
    },
    { auditLog: { storeAddresses: 'maybe' }, message: /storeAddresses/ },
  ])('refuses $auditLog and names the key', ({ auditLog, message }) => {
    const config = mockServices.rootConfig({ data: { auditLog } });
    expect(() => readAuditLogOptions(config)).toThrow(message);
  });
});
