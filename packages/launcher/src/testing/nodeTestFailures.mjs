import { firstLines } from './Failure.mjs';

const SPEC_NAME = /^\s*✖ (.+?)(?: \([\d.]+ms\))?$/;
const SPEC_BLOCK =
  /^test at (.+)\n✖ (.+?)(?: \([\d.]+ms\))?\n((?: {2}.*\n?|\n)*)/gm;
const TAP_NAME = /^( *)not ok \d+ - (.+)$/;
const TAP_ENDS = /^\s*(\.\.\.|(not )?ok \d+ .*|1\.\.\d+)$/;
const TAP_NOISE =
  /^\s*(---|(duration_ms|type|failureType|code|name|operator):.*)$/;
const TAP_PLACE = /^\s*location: '(.+)'$/;

/**
 * Finds the failed tests in the output of node:test or of a check that speaks TAP, each with the start of its message.
 *
 * @param {string} text
 * @returns {import('./Failure.mjs').Failure[]}
 */
export function findNodeTestFailures(text) {
  return [...findTapFailures(text.split('\n')), ...findSpecFailures(text)];
}

function findTapFailures(lines) {
  return lines.flatMap((line, at) => {
    const [, , name] = TAP_NAME.exec(line) ?? [];
    if (name === undefined || / # TODO\b/i.test(name)) {
      return [];
    }
    const block = readTapBlock(lines, at + 1);
    // A suite fails because a test in it does, which is said at the test.
    if (block.some(text => /^\s*failureType: 'subtestsFailed'$/.test(text))) {
      return [];
    }
    return [describeTap(name, block)];
  });
}

function readTapBlock(lines, start) {
  const end = lines.findIndex((line, at) => at >= start && TAP_ENDS.test(line));
  const block = lines.slice(start, end === -1 ? undefined : end);
  const other = block.findIndex(line => /^\S|^\s*# Subtest:/.test(line));
  return other === -1 ? block : block.slice(0, other);
}

function describeTap(name, block) {
  const place = block.map(line => TAP_PLACE.exec(line)?.[1]).find(Boolean);
  const said = block.filter(
    line => !TAP_NOISE.test(line) && !TAP_PLACE.test(line),
  );
  return {
    name,
    ...(place && { file: place }),
    lines: firstLines(outdent(said).join('\n')),
  };
}

function outdent(lines) {
  const depth = Math.min(
    ...lines.filter(line => line.trim()).map(line => line.search(/\S/)),
  );
  return lines.map(line => line.slice(depth));
}

/** The list at the end has file and message; a run that was stopped before it has only the marks of its tests. */
function findSpecFailures(text) {
  const listed = [...text.matchAll(SPEC_BLOCK)].map(
    ([, file, name, message]) => ({ name, file, lines: firstLines(message) }),
  );
  if (listed.length > 0) {
    return listed;
  }
  const names = text
    .split('\n')
    .map(line => SPEC_NAME.exec(line)?.[1])
    .filter(Boolean);
  return [...new Set(names)].map(name => ({ name }));
}
