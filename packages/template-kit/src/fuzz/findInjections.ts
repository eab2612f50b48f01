import { parseAllDocuments } from 'yaml';
import type { EmittedRepository } from '../repository';

/** Files in which a word may be a command. Text of a person has no place there, quoted or not. */
const CODE =
  /(\.(sh|ts|js|py|sql|hcl|rego|tpl|groovy)|(^|\/)(Dockerfile|Jenkinsfile|CODEOWNERS)|^\.github\/workflows\/.*|\/templates\/.*)$/;
/** Letters that no language gives a meaning to. */
const HARMLESS = /^[\w.:/@-]*$/;
const DATA = /\.(ya?ml|json)$/;

/** Where what a person typed did more than be text: it is compared with a repository that has plain text there. */
export function findInjections(
  repository: EmittedRepository,
  plain: EmittedRepository,
  typed: { value: string; instead: string },
): string[] {
  const named = new Map(plain.paths().map(path => [path, path] as const));
  return repository.paths().flatMap(path => {
    const usual = path.replaceAll(typed.value, () => typed.instead);
    if (!named.has(path) && !named.has(usual)) {
      return [`${path} is a file that no other text makes`];
    }
    const expected = plain.text(named.get(path) ?? usual);
    return [
      ...findRawText(path, repository.text(path), expected, typed.value),
      ...findOtherShape(path, repository.text(path), expected, typed),
    ];
  });
}

function findRawText(
  path: string,
  text: string,
  expected: string,
  value: string,
): string[] {
  return CODE.test(path) &&
    !HARMLESS.test(value) &&
    text.includes(value) &&
    !expected.includes(value)
    ? [`${path} holds the text as it was typed`]
    : [];
}

/** The keys and types of a document are those of the template, whatever the text is. */
function findOtherShape(
  path: string,
  text: string,
  expected: string,
  typed: { value: string; instead: string },
): string[] {
  if (!DATA.test(path) || path.includes('/templates/')) return [];
  try {
    return shapeOf(text, typed) === shapeOf(expected)
      ? []
      : [`${path} has other keys or types than with plain text`];
  } catch (error) {
    return [`${path} does not parse: ${(error as Error).message}`];
  }
}

function shapeOf(
  text: string,
  typed?: { value: string; instead: string },
): string {
  const documents = parseAllDocuments(text, { uniqueKeys: true });
  const [problem] = documents.flatMap(({ errors }) => errors);
  if (problem) throw problem;
  return JSON.stringify(
    documents.map(document => shapeOfValue(document.toJS(), typed)),
  );
}

function shapeOfValue(
  value: unknown,
  typed?: { value: string; instead: string },
): unknown {
  if (Array.isArray(value)) return value.map(one => shapeOfValue(one, typed));
  if (typeof value !== 'object' || value === null) {
    return value === null ? 'null' : typeof value;
  }
  return Object.entries(value).map(([key, child]) => [
    // A letter or two stand in many keys by chance.
    typed && typed.value.length > 2
      ? key.replaceAll(typed.value, () => typed.instead)
      : key,
    shapeOfValue(child, typed),
  ]);
}
