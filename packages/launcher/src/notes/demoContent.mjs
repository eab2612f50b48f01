/** Who the demo notes belong to. */
export const DEMO_PEOPLE = Object.freeze([
  { email: 'ada@notes.example', name: 'Ada' },
  { email: 'grace@notes.example', name: 'Grace' },
  { email: 'alan@notes.example', name: 'Alan' },
]);

const SUBJECTS = ['harbour', 'orchard', 'library', 'observatory', 'workshop'];
const KINDS = ['Plan', 'Minutes', 'Idea', 'Reminder', 'Reading list'];
const TAGS = ['work', 'home', 'later', 'shared'];

/** The same number always gives the same note, so that a second run writes nothing new. */
export function demoNote(number) {
  const subject = SUBJECTS[number % SUBJECTS.length];
  const kind = KINDS[Math.floor(number / SUBJECTS.length) % KINDS.length];
  return {
    title: `${kind} for the ${subject} (${number + 1})`,
    content: `What to keep in mind about the ${subject}: who comes, what is missing, and when to look again.`,
    tags: [TAGS[number % TAGS.length], subject],
  };
}
