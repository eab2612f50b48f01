/** Integration layer: what lies in the packages is what the golden path writes today and the overlay, nothing else. */
import type { EmittedRepository } from '@notes/template-kit';
import { compare } from './deliver/compare';
import type { Delivered } from './deliver/Delivered';
import { deliver, TOPICS_PACKAGE } from './deliver/deliver';
import { renderServices } from './render/renderServices';
import { SERVICES } from './services';
import { isTaken, NOT_TAKEN } from './taken';

jest.setTimeout(120_000);

let rendered: Map<string, EmittedRepository>;
let delivered: Map<string, Delivered>;

beforeAll(async () => {
  rendered = await renderServices();
  delivered = await deliver(rendered);
});

describe('the packages of the services', () => {
  it.each([...SERVICES.map(({ name }) => name), TOPICS_PACKAGE])(
    '%s is render and overlay; if not, run `yarn workspace @notes/notes-delivery sync`',
    name => {
      expect(compare(name, delivered.get(name)!)).toEqual([]);
    },
  );

  it('takes each file that the template writes, or says why not', () => {
    const undecided = SERVICES.flatMap(({ name }) =>
      rendered
        .get(name)!
        .paths()
        .filter(path => {
          const reasons = NOT_TAKEN.filter(({ files }) => files.test(path));
          return Number(isTaken(path)) + reasons.length !== 1;
        }),
    );
    expect(undecided).toEqual([]);
  });

  it('leaves nothing of the sample of the template', () => {
    const left = SERVICES.flatMap(({ name }) =>
      [...delivered.get(name)!].filter(
        ([, file]) =>
          file.kind === 'text' &&
          /items?[-.]topic|item-requests|\.items\.v1|dist\//.test(file.text),
      ),
    );
    expect(left.map(([path]) => path)).toEqual([]);
  });
});

describe('compare', () => {
  it('names a file that differs, one that is missing and one that is too much', () => {
    const files = new Map(delivered.get('notes-service'));
    files.set('smoke/smoke.js', { kind: 'text', text: 'other' });
    files.set('claims/new.yaml', { kind: 'text', text: 'new' });
    files.delete('chaos/pod-kill.yaml');
    expect(compare('notes-service', files)).toEqual([
      { path: 'smoke/smoke.js', state: 'different' },
      { path: 'claims/new.yaml', state: 'missing' },
      { path: 'chaos/pod-kill.yaml', state: 'not delivered' },
    ]);
  });
});
