import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { ParsedLocationAnnotation } from '@backstage/plugin-techdocs-node';

/** The address that edits the folder the source came from, when its host has one. */
export function resolveEditBase(
  annotation: ParsedLocationAnnotation | undefined,
  integrations: ScmIntegrationRegistry,
): string | undefined {
  if (annotation?.type !== 'url') {
    return undefined;
  }
  const { target } = annotation;
  const integration = integrations.byUrl(target);
  const editable = ['github', 'gitlab', 'bitbucketServer', 'harness'];
  if (!integration || !editable.includes(integration.type)) {
    return undefined;
  }
  const base = target.endsWith('/') ? target : `${target}/`;
  return integration.resolveEditUrl(integration.resolveUrl({ url: '.', base }));
}
