import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { ROOT } from '../root';

/** What the template copies unchanged from its shared parts: here it stays in one place. */
export interface SharedPart {
  /** The path in the package of the service. */
  readonly path: string;
  /** Where the template takes it from, below the root. */
  readonly from: string;
}

export function sharedPartsOf(service: string): SharedPart[] {
  return [
    {
      path: `charts/${service}/charts/notes-service`,
      from: 'templates/_shared/charts/notes-service',
    },
    {
      path: `charts/${service}/values.schema.json`,
      from: 'templates/_shared/charts/service-schema/values.schema.json',
    },
  ];
}

/** As the link says it: relative, so that every checkout has it. */
export function targetOf(service: string, { path, from }: SharedPart): string {
  const place = posix.dirname(posix.join('packages', service, path));
  return posix.relative(place, from);
}

/** Whether the file is what the link shows; an error when the template has begun to change it. */
export function isShared(
  parts: readonly SharedPart[],
  path: string,
  text: string,
): boolean {
  const part = parts.find(
    one => path === one.path || path.startsWith(`${one.path}/`),
  );
  if (!part) return false;
  const source = join(ROOT, part.from, path.slice(part.path.length));
  if (!existsSync(source) || readFileSync(source, 'utf8') !== text) {
    throw new Error(
      `${path} is not what lies in ${part.from}: it cannot be a link any more`,
    );
  }
  return true;
}
