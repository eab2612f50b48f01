/**
 * The rules, and nothing else: who may do what in this portal.
 *
 * Read a row as "`permission`: each role to this extent". A person has every
 * role they match, and the roles add up. A role that is not named in a row gets
 * nothing from it. The first row that matches a permission decides.
 */

/**
 * - `anyone`: everybody who is signed in
 * - `developers`: members of `permission.notes.developerGroups`
 * - `platform`: members of `permission.notes.platformGroups`
 *
 * @public
 */
export type Role = 'anyone' | 'developers' | 'platform';

/**
 * - `all`: every resource
 * - `own`: what the person or one of their groups owns; for a task, what the person started
 * - `unprivileged`: everything that does not carry the tag `permission.notes.privilegedTag`
 *
 * @public
 */
export type Reach = 'all' | 'own' | 'unprivileged';

/** @public */
export interface Rule {
  /** The name of a permission, or a prefix followed by `*`. */
  permission: string;
  allow: Partial<Record<Role, Reach>>;
}

const EVERYBODY = { anyone: 'all' } as const;
const OWNERS = { anyone: 'own', platform: 'all' } as const;
const MAKERS = { developers: 'all', platform: 'all' } as const;
const PLATFORM = { platform: 'all' } as const;
const UNLESS_PRIVILEGED = { anyone: 'unprivileged', platform: 'all' } as const;

/** @public */
export const RULES: readonly Rule[] = [
  // Catalog
  { permission: 'catalog.entity.read', allow: EVERYBODY },
  { permission: 'catalog.entity.validate', allow: EVERYBODY },
  { permission: 'catalog.entity.create', allow: MAKERS },
  { permission: 'catalog.entity.refresh', allow: OWNERS },
  { permission: 'catalog.entity.delete', allow: OWNERS },
  { permission: 'catalog.location.read', allow: EVERYBODY },
  { permission: 'catalog.location.create', allow: MAKERS },
  { permission: 'catalog.location.analyze', allow: MAKERS },
  // Not tied to an entity, so it cannot be given to owners alone. They unregister by
  // `POST /api/catalog/v1/unregister`, which asks `catalog.entity.delete` for all that goes.
  { permission: 'catalog.location.delete', allow: PLATFORM },
  { permission: 'catalog.ingestion.read', allow: EVERYBODY },
  { permission: 'catalog.ingestion.manage', allow: PLATFORM },

  // Create
  {
    permission: 'scaffolder.template.parameter.read',
    allow: UNLESS_PRIVILEGED,
  },
  { permission: 'scaffolder.template.step.read', allow: UNLESS_PRIVILEGED },
  { permission: 'scaffolder.template.dry-run', allow: MAKERS },
  { permission: 'scaffolder.template.management', allow: PLATFORM },
  { permission: 'scaffolder.action.execute', allow: MAKERS },
  { permission: 'scaffolder.task.create', allow: MAKERS },
  // Reading a task includes its form values, and is all that a retry asks for.
  { permission: 'scaffolder.task.read', allow: OWNERS },
  { permission: 'scaffolder.task.cancel', allow: OWNERS },
  // The backend narrows them further: one's own plans, and decisions of the template's owner group.
  { permission: 'goldenPath.plan.read', allow: MAKERS },
  { permission: 'goldenPath.plan.create', allow: MAKERS },
  { permission: 'goldenPath.plan.approve', allow: MAKERS },

  // Git host
  { permission: 'githost.repository.read', allow: EVERYBODY },
  { permission: 'githost.repository.create', allow: MAKERS },
  { permission: 'githost.repository.push', allow: OWNERS },
  { permission: 'githost.repository.archive', allow: OWNERS },
  { permission: 'githost.repository.delete', allow: OWNERS },
  { permission: 'githost.pull-request.create', allow: MAKERS },
  { permission: 'githost.pull-request.merge', allow: OWNERS },

  // GitOps; without a group of one's own behind it, adding is refused by the action itself.
  { permission: 'gitops.application.create', allow: MAKERS },
  { permission: 'gitops.application.manage', allow: PLATFORM },

  // Operate
  { permission: 'kubernetes.clusters.read', allow: EVERYBODY },
  { permission: 'kubernetes.resources.read', allow: EVERYBODY },
  // The proxy passes any request on to the cluster, writes and secrets included.
  { permission: 'kubernetes.proxy', allow: PLATFORM },
  { permission: 'argocd.view.read', allow: EVERYBODY },
  // Names of clusters, servers and hosts; that a part works is for everybody.
  { permission: 'connections.detail.read', allow: PLATFORM },
  { permission: 'devtools.*', allow: PLATFORM },
  { permission: 'audit.event.read', allow: PLATFORM },
];

/** Applies when no row matches and the permission declares itself as a read. */
export const UNLISTED_READ: Rule['allow'] = EVERYBODY;

/** Applies when no row matches and the permission is, or may be, a write. */
export const UNLISTED_WRITE: Rule['allow'] = {};
