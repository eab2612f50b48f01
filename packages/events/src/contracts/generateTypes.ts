import { compile } from 'json-schema-to-typescript';
import {
  asyncApi,
  listEventContracts,
  type EventContract,
} from './document.ts';

const HEADER = `// Made from asyncapi.yaml by "yarn workspace @notes/events generate". Change the document, then run it again.
import type { CloudEvent } from './CloudEvent.ts';
`;

/** Schemas that have a type written by hand, because code needs more of them than their shape. */
const OWN_TYPES = new Set(['Id', 'CloudEvent', 'DeadLetter']);

/** The TypeScript text of all event types. */
export async function generateTypes(): Promise<string> {
  const contracts = listEventContracts();
  const types = contracts.map(typeAlias);
  const byType = contracts.map(({ name, type }) => `  '${type}': ${name};`);
  const topics = contracts.map(({ type, topic }) => `  '${type}': '${topic}',`);
  return [
    HEADER,
    await dataInterfaces(),
    '',
    types.join('\n'),
    `\n/** Each event by its type. */\nexport interface EventsByType {\n${byType.join('\n')}\n}`,
    `\n/** Where each event goes. */\nexport const TOPIC_OF_TYPE = {\n${topics.join('\n')}\n} as const;\n`,
  ].join('\n');
}

async function dataInterfaces(): Promise<string> {
  const { schemas } = asyncApi.components;
  const definitions = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, inlineIds(schema)]),
  );
  for (const name of OWN_TYPES) Reflect.deleteProperty(definitions, name);
  return compile({ title: 'Unused', $defs: definitions }, 'Unused', {
    bannerComment: '',
    unreachableDefinitions: true,
    additionalProperties: false,
    style: { singleQuote: true, arrowParens: 'avoid' },
  }).then(text =>
    text
      .replace(/export interface Unused \{[^}]*\}\n/u, '')
      .replaceAll(
        /\/\*\*\n \* This interface was referenced by[^/]*\*\/\n/gu,
        '',
      )
      .replaceAll(/\n(?=export )/gu, '\n\n')
      .trim()
      .replaceAll(/\n{3,}/gu, '\n\n'),
  );
}

/** One alias, broken where the formatter of this repository breaks it. */
function typeAlias({ name, type }: EventContract): string {
  const line = `export type ${name} = CloudEvent<'${type}', ${name}Data>;`;
  return line.length <= 80
    ? line
    : `export type ${name} = CloudEvent<\n  '${type}',\n  ${name}Data\n>;`;
}

/** The same schema with local references, and identifiers as what they are in TypeScript: text. */
function inlineIds(schema: object): unknown {
  const text = JSON.stringify(schema)
    .replaceAll('"$ref":"#/components/schemas/Id"', '"type":"string"')
    .replaceAll('#/components/schemas/', '#/$defs/');
  return JSON.parse(text);
}
