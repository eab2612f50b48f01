import type {
  NavContentNavItem,
  NavContentNavItems,
} from '@backstage/plugin-app-react';

/** The bag of pages that the app hands to its navigation. */
export function navItemsOf(pages: Record<string, string>): NavContentNavItems {
  const bag = (items: NavContentNavItem[]): NavContentNavItems => ({
    take: id => {
      const found = items.findIndex(item => item.node.spec.id === id);
      return found < 0 ? undefined : items.splice(found, 1)[0];
    },
    rest: () => items,
    clone: () => bag([...items]),
    withComponent: () => {
      throw new Error('Our navigation renders its entries itself');
    },
  });
  return bag(
    Object.entries(pages).map(
      ([id, href]) =>
        ({
          node: { spec: { id } },
          href,
          title: `Title of ${id}`,
          icon: null,
        }) as unknown as NavContentNavItem,
    ),
  );
}
