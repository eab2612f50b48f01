import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadOpenApi, type OpenApiDocument } from '@notes/service-kit';
import { CHECKOUT } from '../harness/launcherParts.ts';

const PACKAGES = path.join(CHECKOUT, 'packages');
const SERVICE = /^(api-gateway|[a-z]+-service)$/;

/** The openapi.yaml of every service in the checkout that can be started, by the name of the service. */
export function readDocuments(): ReadonlyMap<string, OpenApiDocument> {
  const names = readdirSync(PACKAGES).filter(
    name =>
      SERVICE.test(name) &&
      existsSync(path.join(PACKAGES, name, 'openapi.yaml')) &&
      existsSync(path.join(PACKAGES, name, 'src/main.ts')),
  );
  return new Map(
    names.map(name => [
      name,
      loadOpenApi(pathToFileURL(path.join(PACKAGES, name, 'openapi.yaml'))),
    ]),
  );
}
