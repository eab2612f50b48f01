import { readFileSync } from 'node:fs';
import { ASYNCAPI_URL } from '@notes/events';
import { parse } from 'yaml';
import type { EventExpectation } from './Expectation.ts';
import {
  GuaranteeChecker,
  type PromisedValue,
  type Schema,
} from './Guarantee.ts';

interface Message {
  readonly payload: object;
}

export interface AsyncApiDocument {
  readonly channels: Readonly<
    Record<
      string,
      { address: string; messages: Record<string, { $ref: string }> }
    >
  >;
  readonly components: {
    readonly messages: Readonly<Record<string, Message>>;
  };
}

export function readAsyncApi(): AsyncApiDocument {
  return parse(readFileSync(ASYNCAPI_URL, 'utf8')) as AsyncApiDocument;
}

/** What is wrong with the events' document for this consumer. */
export function checkEvents(
  { consumer, events, topic }: EventExpectation,
  document: AsyncApiDocument,
): string[] {
  return Object.entries(events).flatMap(([type, reads]) => {
    const name = `${consumer} ← ${topic} ${type}`;
    const payload = payloadOf(document, topic, type);
    if (payload === undefined) return [`${name}: is not in the document`];
    return new GuaranteeChecker(document)
      .check(payload, { type, data: reads })
      .problems.map(problem => `${name}: ${problem}`);
  });
}

/** Where the document promises what a consumer reads of an event. */
export function promisedByEvent(
  document: AsyncApiDocument,
  { reads, topic, type }: { reads: unknown; topic: string; type: string },
): PromisedValue[] {
  const payload = payloadOf(document, topic, type);
  return new GuaranteeChecker(document).check(payload, { type, data: reads })
    .promised;
}

/** The message of a topic is found by the name of its type: note.created is NoteCreated. */
function payloadOf(
  document: AsyncApiDocument,
  topic: string,
  type: string,
): Schema | undefined {
  const name = type
    .split(/[.-]/)
    .map(word => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  const channel = Object.values(document.channels).find(
    ({ address }) => address === topic,
  );
  if (channel?.messages[name] === undefined) return undefined;
  return document.components.messages[name]?.payload as Schema | undefined;
}
