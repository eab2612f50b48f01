import type { Entity } from '@backstage/catalog-model';

/**
 * Whether a plan of a template can be made.
 *
 * Decorators change the answers in the browser at the moment of creation, after
 * any plan, so a template that has them keeps the stock review.
 */
export function canPlan(template: Entity): boolean {
  const { steps, formDecorators, EXPERIMENTAL_formDecorators } =
    (template.spec ?? {}) as Record<string, unknown>;
  const decorators = formDecorators ?? EXPERIMENTAL_formDecorators;
  return (
    Array.isArray(steps) &&
    steps.some(step => step?.action === 'golden-path:render') &&
    !(Array.isArray(decorators) && decorators.length > 0)
  );
}
