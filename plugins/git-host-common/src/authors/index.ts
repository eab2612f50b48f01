export { describeAuthor, type Author } from './describeAuthor';
export { describePerson } from './describePerson';
