import { isReadPermission } from '@backstage/plugin-permission-common';
import type { Permission } from '@backstage/plugin-permission-common';
import { Rule, RULES, UNLISTED_READ, UNLISTED_WRITE } from './rules';

/** @internal */
export function matchesRule(rule: Rule, permissionName: string): boolean {
  return rule.permission.endsWith('*')
    ? permissionName.startsWith(rule.permission.slice(0, -1))
    : permissionName === rule.permission;
}

/**
 * Finds what the rules say about a permission, and whether a row names it.
 *
 * @internal
 */
export function findRule(permission: Permission): {
  allow: Rule['allow'];
  listed: boolean;
} {
  const rule = RULES.find(r => matchesRule(r, permission.name));
  if (rule) {
    return { allow: rule.allow, listed: true };
  }
  return {
    allow: isReadPermission(permission) ? UNLISTED_READ : UNLISTED_WRITE,
    listed: false,
  };
}
