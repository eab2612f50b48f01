const USER_PREFIX = 'user:default/';

/** A person by name, or the service that acted. */
export type Actor =
  | { kind: 'person'; name: string }
  | { kind: 'service'; name: string }
  | { kind: 'unknown' };

/** Splits a stored actor into what is shown. */
export function describeActor(actor: string | undefined): Actor {
  if (!actor) {
    return { kind: 'unknown' };
  }
  if (actor.startsWith('plugin:')) {
    return { kind: 'service', name: actor.slice('plugin:'.length) };
  }
  const name = actor.startsWith(USER_PREFIX)
    ? actor.slice(USER_PREFIX.length)
    : actor;
  return { kind: 'person', name };
}
