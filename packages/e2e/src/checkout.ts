import path from 'node:path';

/** The root of the checkout. Yarn runs the scripts of a workspace in its own folder. */
export const CHECKOUT = path.resolve(process.cwd(), '../..');
