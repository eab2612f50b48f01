import type { NavContentNavItems } from '@backstage/plugin-app-react';
import {
  RiApps2Line,
  RiBookOpenLine,
  RiFileSearchLine,
  RiGitRepositoryLine,
  RiHome5Line,
  RiMindMap,
  RiNotification3Line,
  RiPlugLine,
  RiSearchLine,
  RiSettings3Line,
  RiSparkling2Line,
  RiTaskLine,
} from '@remixicon/react';
import { ReactElement } from 'react';

export interface NavEntry {
  id: string;
  href: string;
  icon: ReactElement;
  /** A key of our translation, or, for pages of other plugins, the title itself. */
  title: { key: string } | { text: string };
}

export interface NavSection {
  id: 'find' | 'build' | 'run';
  entries: NavEntry[];
}

export interface NavPlan {
  sections: NavSection[];
  foot: NavEntry[];
}

interface KnownPage {
  page: string;
  key: string;
  icon: ReactElement;
}

const FIND: KnownPage[] = [
  { page: 'page:portal-home', key: 'home', icon: <RiHome5Line /> },
  { page: 'page:search', key: 'search', icon: <RiSearchLine /> },
  { page: 'page:catalog', key: 'catalog', icon: <RiApps2Line /> },
  { page: 'page:catalog-graph', key: 'graph', icon: <RiMindMap /> },
  { page: 'page:api-docs', key: 'apis', icon: <RiPlugLine /> },
  { page: 'page:techdocs', key: 'docs', icon: <RiBookOpenLine /> },
];
const BUILD: KnownPage[] = [
  { page: 'page:scaffolder', key: 'create', icon: <RiSparkling2Line /> },
  { page: 'page:git-host', key: 'repositories', icon: <RiGitRepositoryLine /> },
];
const FOOT: KnownPage[] = [
  {
    page: 'page:notifications',
    key: 'notifications',
    icon: <RiNotification3Line />,
  },
  { page: 'page:audit-log', key: 'auditLog', icon: <RiFileSearchLine /> },
  { page: 'page:user-settings', key: 'settings', icon: <RiSettings3Line /> },
];
/** Pages that another entry already leads to. */
const HIDDEN = ['page:home', 'page:app-visualizer'];

/** Orders the pages found in the app; pages it does not know go to the section `run`. */
export function arrangeNav(navItems: NavContentNavItems): NavPlan {
  // Taking an item changes the bag, and React may render twice.
  const bag = navItems.clone();
  const take = (known: KnownPage): NavEntry[] => {
    const item = bag.take(known.page);
    const { page: id, key, icon } = known;
    return item ? [{ id, href: item.href, icon, title: { key } }] : [];
  };
  HIDDEN.forEach(id => bag.take(id));
  const find = FIND.flatMap(take);
  const build = BUILD.flatMap(take);
  const create = build.findIndex(({ id }) => id === 'page:scaffolder');
  if (create >= 0) {
    // The list of tasks is a tab of Create, and has no page extension of its own.
    build.splice(create + 1, 0, {
      id: 'tasks',
      href: `${build[create].href}/tasks`,
      icon: <RiTaskLine />,
      title: { key: 'tasks' },
    });
  }
  const foot = FOOT.flatMap(take);
  const run = bag
    .rest()
    .map(item => ({
      id: item.node.spec.id,
      href: item.href,
      icon: <>{item.icon}</>,
      title: { text: item.title },
    }))
    .sort((a, b) => a.title.text.localeCompare(b.title.text));
  const sections: NavSection[] = [
    { id: 'find', entries: find },
    { id: 'build', entries: build },
    { id: 'run', entries: run },
  ];
  return { sections: sections.filter(s => s.entries.length > 0), foot };
}
