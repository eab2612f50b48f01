export * from './permissions';
export * from './gitopsPermissions';
