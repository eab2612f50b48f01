import { findTool } from '@notes/template-kit';

const RENDERERS = ['helm', 'kustomize'];

/** Why charts and overlays cannot be rendered, or undefined when they can. */
export function missingRenderers(): string | undefined {
  const missing = RENDERERS.filter(name => !findTool(name));
  return missing.length > 0
    ? `${missing.join(', ')} not found; npm run tools installs what it can`
    : undefined;
}
