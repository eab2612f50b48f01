import { InputError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { GoldenPathLayer } from '@notes/plugin-golden-path-common';
import { createTemplateRenderer } from 'nunjitsu';

const WORDS = new Set(['and', 'or', 'not', 'in', 'true', 'false', 'none']);
const TOKEN =
  /\s+|'[^'\\]*'|"[^"\\]*"|\d+(?:\.\d+)?|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*|==|!=|<=|>=|[<>()[\],]/gy;
const renderer = createTemplateRenderer();

/**
 * Whether a layer is used.
 *
 * Only comparisons over values are understood; a value that does not exist is an error, because a
 * misspelt one would silently drop a layer.
 */
export function evaluateWhen(
  layer: Pick<GoldenPathLayer, 'from' | 'when'>,
  values: JsonObject,
): boolean {
  if (layer.when === undefined) {
    return true;
  }
  const expression = layer.when.trim();
  for (const name of namesIn(expression, layer.from)) {
    if (!isKnown(name.replace(/^values\./, ''), values)) {
      throw new InputError(
        `layer "${layer.from}": when "${expression}" uses the unknown value "${name}"`,
      );
    }
  }
  try {
    const result = renderer.renderValue(`\${{ (${expression}) }}`, {
      ...values,
      values,
    } as never);
    return Boolean(result);
  } catch (error) {
    throw new InputError(
      `layer "${layer.from}": when "${expression}" is no expression: ${(error as Error).message}`,
    );
  }
}

function namesIn(expression: string, from: string): string[] {
  const names: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < expression.length) {
    const at = TOKEN.lastIndex;
    const [token] = TOKEN.exec(expression) ?? [];
    if (token === undefined) {
      throw new InputError(
        `layer "${from}": when "${expression}" is not accepted at "${expression.slice(at)}": expected a comparison such as "ci == 'github'"`,
      );
    }
    if (/^[A-Za-z_]/.test(token) && !WORDS.has(token)) {
      names.push(token);
    }
  }
  return names;
}

function isKnown(name: string, values: JsonObject): boolean {
  let at: unknown = values;
  for (const part of name.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) {
      return false;
    }
    at = (at as Record<string, unknown>)[part];
  }
  return true;
}
