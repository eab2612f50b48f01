export { default } from '@notes/service-kit/eslint.js';
