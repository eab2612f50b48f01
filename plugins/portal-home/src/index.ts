export { portalHomePlugin as default } from './plugin';
