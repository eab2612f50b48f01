import { METHODS } from '../domain/methods.ts';
import type { Match, RequestHead } from './Match.ts';

const LONGEST_PATH = 2_048;
const LONGEST_QUERY = 6_144;
const MOST_PARAMETERS = 64;
const MOST_HEADERS = 64;
const LONGEST_HEADER = 8_192;

/** Headers of which a second one makes the request mean different things to different readers. */
const SINGLE = new Set([
  ...['host', 'content-length', 'transfer-encoding', 'content-type'],
  ...['authorization', 'content-encoding', 'x-request-id'],
]);

/** Looks at the form of a request: method, sizes, path and headers that contradict each other. */
export function* checkHead(head: RequestHead): Generator<Match> {
  yield* checkMethod(head);
  yield* checkSizes(head);
  yield* checkPath(pathOf(head.url));
  yield* checkHeaders(head.rawHeaders);
}

export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end === -1 ? url : url.slice(0, end);
}

function* checkMethod({ method }: RequestHead): Generator<Match> {
  if (METHODS.has(method)) return;
  const allowed = [...METHODS].join(', ');
  yield {
    rule: 'method',
    status: 405,
    detail: `The method is not used here: expected ${allowed}.`,
    place: 'method',
    headers: { Allow: allowed },
  };
}

function* checkSizes({ rawHeaders, url }: RequestHead): Generator<Match> {
  const path = pathOf(url);
  const query = url.slice(path.length + 1);
  const tooLong = (what: string, most: number): Match => ({
    rule: 'size',
    status: 414,
    detail: `The ${what} is longer than ${most} characters.`,
    place: what,
  });
  if (path.length > LONGEST_PATH) yield tooLong('path', LONGEST_PATH);
  if (query.length > LONGEST_QUERY) yield tooLong('query', LONGEST_QUERY);
  if (query.split('&', MOST_PARAMETERS + 1).length > MOST_PARAMETERS) {
    yield {
      rule: 'size',
      status: 400,
      detail: `The query has more than ${MOST_PARAMETERS} parameters.`,
      place: 'query',
    };
  }
  const most = Math.max(
    0,
    ...rawHeaders.filter((_one, index) => index % 2).map(one => one.length),
  );
  if (rawHeaders.length / 2 > MOST_HEADERS || most > LONGEST_HEADER) {
    yield {
      rule: 'size',
      status: 431,
      detail: `Expected at most ${MOST_HEADERS} headers of ${LONGEST_HEADER} characters each.`,
      place: 'headers',
    };
  }
}

/** Every path of the API is plain: what else stands in one is there to be read in two ways. */
const DISGUISES: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/^[^/]/, 'must begin with /'],
  [/[^!-~]/, 'has characters that must be encoded'],
  [/%(?![\da-f]{2})/i, 'has a % that encodes nothing'],
  [/%25/i, 'is encoded twice'],
  [/%(?:2e|2f|5c)/i, 'has an encoded dot, slash or backslash'],
  [/%(?:0[\da-f]|1[\da-f]|7f)/i, 'has an encoded control character'],
  [/\\|;|%3b/i, 'has a backslash or a semicolon'],
  [/\/\//, 'has an empty segment'],
  [/\/\.{1,2}(?:\/|$)/, 'has a segment of dots'],
  [/%(?:c0|c1|e0%80|f0%80)/i, 'has an overlong encoding'],
];

function* checkPath(path: string): Generator<Match> {
  const found = DISGUISES.find(([pattern]) => pattern.test(path));
  if (!found) return;
  const detail = `The path ${found[1]}. Expected plain segments, as in /api/notes/1.`;
  yield { rule: 'path', status: 400, detail, place: 'path' };
}

function* checkHeaders(rawHeaders: readonly string[]): Generator<Match> {
  const seen = new Set<string>();
  let length = false;
  let encoding = false;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase();
    if (SINGLE.has(name) && seen.has(name)) {
      yield smuggling(`The header ${name} stands there twice.`, name);
    }
    seen.add(name);
    length ||= name === 'content-length';
    encoding ||= name === 'transfer-encoding';
    if (name === 'transfer-encoding' && rawHeaders[index + 1] !== 'chunked') {
      yield smuggling('Expected Transfer-Encoding: chunked or none.', name);
    }
  }
  if (length && encoding) {
    yield smuggling(
      'Content-Length and Transfer-Encoding exclude each other.',
      'content-length',
    );
  }
}

function smuggling(detail: string, place: string): Match {
  // Whoever stands in front may see the end of this request elsewhere: nothing behind it is to be believed.
  const headers = { Connection: 'close' };
  return { rule: 'smuggling', status: 400, detail, place, headers };
}
