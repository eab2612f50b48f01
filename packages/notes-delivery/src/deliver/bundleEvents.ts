import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, createConfig } from '@redocly/openapi-core';
import { stringify } from 'yaml';
import { folderOf } from '../root';

/** Where the catalog finds the document of events. */
export const EVENTS_DOCUMENT = '.backstage/asyncapi.yaml';

/**
 * The document of a service in one file: its messages are those of packages/events, and the portal shows a document
 * without looking into other files.
 */
export async function bundleEvents(name: string): Promise<string | undefined> {
  const ref = join(folderOf(name), 'asyncapi.yaml');
  if (!existsSync(ref)) return undefined;
  const config = await createConfig({});
  const { bundle: document, problems } = await bundle({ ref, config });
  if (problems.length > 0) throw new Error(`${ref}: ${problems[0].message}`);
  const text = stringify(document.parsed, {
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  return `# Written by notes-delivery from asyncapi.yaml and packages/events/asyncapi.yaml.\n${text}`;
}
