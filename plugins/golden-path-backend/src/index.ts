/**
 * The backend of the golden path.
 *
 * @packageDocumentation
 */
export { goldenPathPlugin as default, goldenPathPlugin } from './plugin';
