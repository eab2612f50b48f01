import type {
  Note,
  NoteChange,
  NoteState,
  NoteSummary,
  NoteVersion,
  VersionSummary,
} from '../domain/Note.ts';

export interface NoteRow {
  id: string;
  owner_id: string;
  version: number;
  state: NoteState;
  reason: string | null;
  title: string;
  content: string;
  tags: string[];
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
}

export type SummaryRow = Omit<NoteRow, 'content' | 'owner_id'> & {
  excerpt: string;
};

export interface VersionSummaryRow {
  version: number;
  change: NoteChange;
  restored_from: number | null;
  title: string;
  tags: string[];
  created_at: Date;
}

export type VersionRow = VersionSummaryRow & { content: string };

export const NOTE_COLUMNS =
  'id, owner_id, version, state, reason, title, content, tags, created_at, updated_at, deleted_at';

export function toNote(row: NoteRow): Note {
  return { ...common(row), ownerId: row.owner_id, content: row.content };
}

export function toSummary(row: SummaryRow): NoteSummary {
  return { ...common(row), excerpt: row.excerpt };
}

export function toVersionSummary(row: VersionSummaryRow): VersionSummary {
  return {
    version: row.version,
    change: row.change,
    ...(row.restored_from === null ? {} : { restoredFrom: row.restored_from }),
    title: row.title,
    tags: row.tags,
    createdAt: row.created_at,
  };
}

export function toVersion(row: VersionRow): NoteVersion {
  return { ...toVersionSummary(row), content: row.content };
}

function common(row: Omit<NoteRow, 'content' | 'owner_id'>) {
  return {
    id: row.id,
    version: row.version,
    state: row.state,
    ...(row.reason === null ? {} : { reason: row.reason }),
    title: row.title,
    tags: row.tags,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...(row.deleted_at === null ? {} : { deletedAt: row.deleted_at }),
  };
}
