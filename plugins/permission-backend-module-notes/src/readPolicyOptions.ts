import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** @internal */
export interface PolicyOptions {
  platformGroups: string[];
  developerGroups: string[];
  privilegedTag: string;
}

const ROOT_KEY = 'permission.notes';

const DEFAULTS: PolicyOptions = {
  platformGroups: ['group:default/platform-team'],
  developerGroups: [
    'group:default/notes-team',
    'group:default/auth-team',
    'group:default/search-team',
  ],
  privilegedTag: 'privileged',
};

function parseGroup(value: string, key: string): string {
  try {
    const ref = parseEntityRef(value);
    if (ref.kind.toLocaleLowerCase('en-US') === 'group') {
      return stringifyEntityRef(ref);
    }
  } catch {
    // Answered below, together with references to another kind.
  }
  throw new InputError(
    `Invalid value at '${key}': '${value}' is not a group; expected an entity reference such as 'group:default/platform-team'`,
  );
}

function readGroups(
  config: Config,
  name: 'platformGroups' | 'developerGroups',
): string[] {
  const key = `${ROOT_KEY}.${name}`;
  const groups = config.getOptionalStringArray(key) ?? DEFAULTS[name];
  return groups.map((group, index) => parseGroup(group, `${key}[${index}]`));
}

/** @internal */
export function readPolicyOptions(config: Config): PolicyOptions {
  const platformGroups = readGroups(config, 'platformGroups');
  if (platformGroups.length === 0) {
    throw new InputError(
      `Invalid value at '${ROOT_KEY}.platformGroups': the list is empty, so nobody could administer the portal; name at least one group`,
    );
  }
  return {
    platformGroups,
    developerGroups: readGroups(config, 'developerGroups'),
    privilegedTag:
      config.getOptionalString(`${ROOT_KEY}.privilegedTag`) ??
      DEFAULTS.privilegedTag,
  };
}
