import { Visit } from '@backstage/plugin-home';

/** Words that the address of a page has and a title would not. */
const KNOWN: Record<string, string> = {
  'api-docs': 'APIs',
  'catalog-graph': 'Systems graph',
  docs: 'Docs',
  create: 'Create',
};

/** Plans and tasks have no other name in their address. */
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const SHORT = 8;

/** `Plan`, for one of `plans`. */
function oneOf(segment: string): string {
  return readable(segment).replace(/s$/, '');
}

function readable(segment: string): string {
  const words = decodeURIComponent(segment).replace(/[-_]+/g, ' ');
  return KNOWN[segment] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * Names a visited page by its address: the title of the window is still that of
 * the page before when the visit is recorded.
 */
export function visitTitle(visit: Visit): string {
  if (visit.entityRef) {
    return visit.name;
  }
  const segments = visit.pathname.split('/').filter(Boolean);
  if (segments[0] === 'docs' && segments.length > 3) {
    return `${decodeURIComponent(segments[3])}, ${KNOWN.docs}`;
  }
  if (segments.length === 0) {
    return visit.name;
  }
  if (segments.length === 1) {
    return readable(segments[0]);
  }
  const last = segments[segments.length - 1];
  return ID.test(last)
    ? `${readable(segments[0])}, ${oneOf(segments[segments.length - 2])} ${last.slice(0, SHORT)}`
    : `${readable(segments[0])}, ${readable(last)}`;
}
