import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TEMPLATES } from './catalogue.ts';
import { Renderer, type RenderInput } from './Renderer.ts';

const renderer = new Renderer('https://notes.example');
const unsubscribeUrl = 'https://notes.example/api/email/unsubscribe?token=t';

/** One for each template, with values that would do harm unescaped. */
const INPUTS: Readonly<Record<string, RenderInput>> = {
  'note-created': {
    template: 'note-created',
    data: {
      title: 'Milk & <b>bread</b> "today" {{data.noteUrl}}',
      noteUrl:
        'https://notes.example/notes/5b9c4a7e-2f8e-4b8b-9d52-5a9f6f0c1d11',
    },
    recipientName: 'Ann <ann@example.com>',
    unsubscribeUrl,
  },
  'registration-attempt': {
    template: 'registration-attempt',
    data: { name: 'Ann', at: '2026-01-02T03:04:05.000Z' },
    recipientName: 'Ann',
  },
  'password-reset': {
    template: 'password-reset',
    data: {
      name: 'Ann',
      resetUrl: 'https://notes.example/reset-password#token=c2luZ2xlLXVzZQ',
      minutes: '30',
    },
    recipientName: 'Ann',
  },
};

/** What services send, where a template makes text of it. */
const SENT: Readonly<Record<string, object>> = {
  'password-reset': { minutes: 30 },
};

/** Compares with the file. `UPDATE_GOLDEN=1` writes it anew, for you to read the difference. */
function assertGolden(file: string, text: string): void {
  const place = new URL(`golden/${file}`, import.meta.url);
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(place, text);
  assert.equal(text, readFileSync(place, 'utf8'));
}

describe('mails', () => {
  for (const name of Object.keys(TEMPLATES)) {
    it(`of ${name} read as the golden files say, in both parts`, () => {
      const input = INPUTS[name];
      assert.ok(input, 'every template has an input here');
      const sent = { ...input.data, ...SENT[name] };
      assert.deepEqual(TEMPLATES[name]?.schema.parse(sent), input.data);
      const { html, subject, text } = renderer.render(input);
      assertGolden(`${name}.html`, html);
      assertGolden(`${name}.txt`, `${subject}\n\n${text}`);
    });

    it(`of ${name} load nothing from outside`, () => {
      const { html } = renderer.render(INPUTS[name] ?? assert.fail());
      assert.doesNotMatch(html, /<img|<script|<link|src=|url\(|@import/);
    });
  }

  it('show any title as it is, and never as markup or as a second header', () => {
    const input = INPUTS['note-created'] ?? assert.fail();
    const around = renderer
      .render({ ...input, data: { ...input.data, title: 'x' } })
      .html.split('<').length;
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }),
        title => {
          const { html, subject } = renderer.render({
            ...input,
            data: { ...input.data, title },
          });
          assert.equal(html.split('<').length, around);
          assert.doesNotMatch(subject, /[\r\n\0]/);
          assert.ok(Array.from(subject).length <= 150);
        },
      ),
    );
  });

  it('are not made for a template that is not there, whatever it is called', () => {
    for (const template of ['none', 'toString', '__proto__']) {
      assert.throws(
        () => renderer.render({ template, data: {}, recipientName: '' }),
        /there is no template/,
      );
    }
  });

  it('are not made of data that lacks a value', () => {
    for (const data of [
      {},
      { title: 'x' },
      { title: 'x', noteUrl: 'javascript:alert(1)' },
      { title: 1, noteUrl: 'https://a.b' },
    ]) {
      assert.equal(
        TEMPLATES['note-created']?.schema.safeParse(data).success,
        false,
      );
    }
    assert.throws(
      () =>
        renderer.render({
          template: 'note-created',
          data: { title: 'x' },
          recipientName: '',
        }),
      /noteUrl/,
    );
  });
});
