import type { Filter } from 'mongodb';
import type {
  NoteSummary,
  NoteVersion,
  VersionSummary,
} from '../../domain/Note.ts';
import type {
  ListQuery,
  NoteReader,
  TagCount,
  VersionPlace,
} from '../../domain/NoteReader.ts';
import {
  toSummary,
  toVersion,
  toVersionSummary,
  type NoteCollections,
  type NoteDocument,
  type VersionDocument,
} from './NoteDocument.ts';

export class MongoNoteReader implements NoteReader {
  readonly #collections: NoteCollections;

  constructor(collections: NoteCollections) {
    this.#collections = collections;
  }

  async list(query: ListQuery): Promise<NoteSummary[]> {
    const found = await this.#collections.notes
      .find(filterOf(query), {
        projection: { content: 0, history: 0, pending: 0 },
      })
      .sort({ createdAt: -1, _id: -1 })
      .limit(query.limit)
      .toArray();
    return found.flatMap(document => toSummary(document) ?? []);
  }

  async tags(ownerId: string, limit: number): Promise<TagCount[]> {
    const counts = await this.#collections.notes
      .aggregate<{ _id: string; notes: number }>([
        { $match: { ownerId, state: 'active' } },
        { $unwind: '$tags' },
        { $group: { _id: '$tags', notes: { $sum: 1 } } },
        { $sort: { notes: -1, _id: 1 } },
        { $limit: limit },
      ])
      .toArray();
    return counts.map(({ _id: tag, notes }) => ({ tag, notes }));
  }

  /** Versions that are still with their note are read there. */
  async versions(
    noteId: string,
    { before, limit }: { readonly limit: number; readonly before?: number },
  ): Promise<VersionSummary[]> {
    const most = before ?? Number.MAX_SAFE_INTEGER;
    // The note is read first: what leaves it between the two reads is found in the collection.
    const recent = (await this.#historyOf(noteId)).filter(
      ({ version }) => version < most,
    );
    const stored = await this.#collections.versions
      .find({ noteId, version: { $lt: most } }, { projection: { content: 0 } })
      .sort({ version: -1 })
      .limit(limit)
      .toArray();
    const byVersion = new Map(
      [...stored, ...recent].map(one => [one.version, one]),
    );
    return [...byVersion.values()]
      .sort((a, b) => b.version - a.version)
      .slice(0, limit)
      .map(toVersionSummary);
  }

  async version({
    noteId,
    ownerId,
    version,
  }: VersionPlace): Promise<NoteVersion | undefined> {
    const note = await this.#collections.notes.findOne(
      { _id: noteId, ownerId, state: { $ne: 'purged' } },
      { projection: { history: 1 } },
    );
    if (!note) return undefined;
    const found =
      note.history.find(one => one.version === version) ??
      (await this.#collections.versions.findOne({
        _id: `${noteId}:${version}`,
      }));
    return found ? toVersion(found) : undefined;
  }

  async #historyOf(noteId: string): Promise<readonly VersionDocument[]> {
    const note = await this.#collections.notes.findOne(
      { _id: noteId },
      { projection: { history: 1 } },
    );
    return note?.history ?? [];
  }
}

function filterOf({
  after,
  ownerId,
  state,
  tag,
}: ListQuery): Filter<NoteDocument> {
  return {
    ownerId,
    state,
    ...(tag === undefined ? {} : { tags: tag }),
    ...(after
      ? {
          $or: [
            { createdAt: { $lt: after.createdAt } },
            { createdAt: after.createdAt, _id: { $lt: after.id } },
          ],
        }
      : {}),
  };
}
