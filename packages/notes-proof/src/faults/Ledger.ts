import type { Person } from '../harness/NotesSystem.ts';

export interface AcceptedNote {
  readonly id: string;
  readonly owner: Person;
  /** A word that only this version of the note has. */
  word: string;
  title: string;
  version: number;
  state: 'active' | 'deleted';
}

/** What the services have accepted: the truth that they are held to afterwards. */
export class Ledger {
  readonly notes = new Map<string, AcceptedNote>();
  /** What was already wrong while the load ran. */
  readonly violations: string[] = [];
  #writes = 0;

  get writes(): number {
    return this.#writes;
  }

  created(note: AcceptedNote): void {
    if (this.notes.has(note.id)) {
      this.violations.push(`the id of note ${note.id} was given twice`);
    }
    this.notes.set(note.id, note);
    this.#writes += 1;
  }

  changed(note: AcceptedNote, change: Partial<AcceptedNote>): void {
    Object.assign(note, change);
    this.#writes += 1;
  }

  of(owner: Person): AcceptedNote[] {
    return [...this.notes.values()].filter(note => note.owner === owner);
  }
}
