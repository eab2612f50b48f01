import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { TechDocsAddonLocations } from '@backstage/plugin-techdocs-react';
import { AddonBlueprint } from '@backstage/plugin-techdocs-react/alpha';
import { MermaidAddon } from './MermaidAddon';

/**
 * Draws the Mermaid diagrams of a TechDocs page in the theme of the portal.
 *
 * @public
 */
export const mermaidAddonModule = createFrontendModule({
  pluginId: 'techdocs',
  extensions: [
    AddonBlueprint.make({
      name: 'mermaid',
      params: {
        name: 'Mermaid',
        location: TechDocsAddonLocations.Content,
        component: MermaidAddon,
      },
    }),
  ],
});
