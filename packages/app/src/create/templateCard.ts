import { SwappableComponentBlueprint } from '@backstage/plugin-app-react';
import { TemplateCard as StockTemplateCard } from '@backstage/plugin-scaffolder-react/alpha';

/** Takes the place of the stock card, in which buttons lie in headings and links lack names. */
export const templateCard = SwappableComponentBlueprint.make({
  name: 'scaffolder-template-card',
  params: define =>
    define({
      component: StockTemplateCard,
      loader: () => import('./TemplateCard').then(m => m.TemplateCard),
    }),
});
