import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTestRepository, type TestRepository } from '../testing/createTestRepository.ts';
import type { Item } from './Item.ts';

const NOW = new Date('2026-01-02T03:04:05.678Z');
const LATER = new Date('2026-01-02T04:00:00.000Z');

function anItem(fields: Partial<Item> = {}): Item {
  return {
    id: randomUUID(),
    name: 'lamp',
    description: 'over the desk',
    createdAt: NOW,
    updatedAt: NOW,
    ...fields,
  };
}

describe('the item repository', () => {
  let store: TestRepository;
  beforeAll(async () => {
    store = await createTestRepository();
  });
  afterAll(() => store.close());

  it('gives back an item exactly as it was created', async () => {
    const item = anItem({ name: `it's "quoted"; -- \u{1F600}` });
    expect(await store.repository.create(item)).toEqual({ kind: 'created', item });
    expect(await store.repository.find(item.id)).toEqual(item);
  });

  it('has nothing to find, change or remove under an unknown id', async () => {
    const id = randomUUID();
    expect(await store.repository.find(id)).toBeUndefined();
    expect(await store.repository.update(id, { name: 'x' }, LATER)).toBeUndefined();
    expect(await store.repository.remove(id)).toBe('absent');
  });

  it('changes the named fields only', async () => {
    const item = anItem();
    await store.repository.create(item);
    const changed = { ...item, description: '', updatedAt: LATER };
    expect(await store.repository.update(item.id, { description: '' }, LATER)).toEqual(changed);
    expect(await store.repository.find(item.id)).toEqual(changed);
  });

  it('removes an item once', async () => {
    const item = anItem();
    await store.repository.create(item);
    expect(await store.repository.remove(item.id)).toBe('removed');
    expect(await store.repository.remove(item.id)).toBe('absent');
    expect(await store.repository.find(item.id)).toBeUndefined();
  });

  it('pages through items that were created at the same moment without loss', async () => {
    const early = new Date('2000-01-01T00:00:00.000Z');
    const items = Array.from({ length: 5 }, () => anItem({ createdAt: early }));
    for (const item of items) await store.repository.create(item);

    const first = await store.repository.list(2);
    const second = await store.repository.list(3, first.at(-1));
    const ids = [...first, ...second].map((item) => item.id);
    expect(ids).toEqual(items.map((item) => item.id).sort());
  });

  it('answers a repeated key with the first item, and refuses it for something else', async () => {
    const key = randomUUID();
    const item = anItem();
    await store.repository.create(item, { key, fingerprint: 'a' });
    const again = await store.repository.create(anItem(), { key, fingerprint: 'a' });
    expect(again).toEqual({ kind: 'replayed', item });
    const other = await store.repository.create(anItem(), { key, fingerprint: 'b' });
    expect(other).toEqual({ kind: 'conflict' });
  });
{% if values.hasDatabase %}

  it('creates one item when the same key arrives many times at once', async () => {
    const key = randomUUID();
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => store.repository.create(anItem(), { key, fingerprint: 'a' })),
    );
    expect(outcomes.filter((outcome) => outcome.kind === 'created')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.kind === 'replayed')).toHaveLength(7);
  });

  it('keeps nothing of a create that fails half way', async () => {
    const item = anItem();
    await store.repository.create(item);
    const key = randomUUID();
    // The id is taken, so the insert fails after the key was claimed.
    await expect(store.repository.create(item, { key, fingerprint: 'a' })).rejects.toThrow();
    const outcome = await store.repository.create(anItem(), { key, fingerprint: 'b' });
    expect(outcome.kind).toBe('created');
  });
{% endif %}
});
