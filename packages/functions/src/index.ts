export * from './auth-edge/index.ts';
export * from './cleanup/index.ts';
export * from './email-notification/index.ts';
export * from './image-resize/index.ts';
