export { Api, serviceOf, type ApiReply } from './harness/Api.ts';
export { NotesSystem, type Person } from './harness/NotesSystem.ts';
export { registerPeople } from './harness/registerPeople.ts';
export { startNotes, type StartNotesOptions } from './harness/startNotes.ts';
export { until } from './harness/until.ts';
