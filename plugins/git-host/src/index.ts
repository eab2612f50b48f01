export { gitHostPlugin as default } from './plugin';
export { gitHostApiRef } from './apis';
