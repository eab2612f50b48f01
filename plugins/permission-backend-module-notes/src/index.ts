/**
 * The permission policy of the portal: everybody reads, owners change what
 * they own, platform engineers look after the rest.
 *
 * @packageDocumentation
 */
export { permissionModuleNotes as default } from './module';
export { NotesPermissionPolicy } from './NotesPermissionPolicy';
export { RULES } from './rules';
export type { Reach, Role, Rule } from './rules';
