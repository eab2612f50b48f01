export { describeAuthor, type Author } from './describeAuthor';
