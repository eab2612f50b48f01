import type { Request, Response } from 'express';
import express from 'express';
import { parse as parseJson } from 'secure-json-parse';
import { Problem } from '../http/Problem.ts';

export type ReadBody = (
  request: Request,
  response: Response,
) => Promise<unknown>;

const FORM = 'application/x-www-form-urlencoded';

/** Reads the body in one of the content types that the operation accepts. */
export function createBodyReader(
  accepted: readonly string[],
  options: { readonly limit: number; readonly required: boolean },
): ReadBody {
  const { limit } = options;
  const text = express.text({ type: () => true, limit });
  const form = express.urlencoded({ extended: false, type: () => true, limit });
  const bytes = express.raw({ type: () => true, limit });

  return async (request, response) => {
    if (!hasBody(request)) {
      if (!options.required) return undefined;
      throw new Problem(400, 'body / is required', {
        errors: [{ in: 'body', field: '/', message: 'is required' }],
      });
    }
    const type = request.is([...accepted]);
    if (!type) {
      const list = accepted.join(' or ');
      throw new Problem(
        415,
        `The request body must be sent with content-type ${list}.`,
        { headers: { Accept: accepted.join(', ') } },
      );
    }
    if (isJson(type)) return parsed(await read(text, request, response));
    return read(type === FORM ? form : bytes, request, response);
  };
}

function hasBody({ headers }: Request): boolean {
  return (
    headers['transfer-encoding'] !== undefined ||
    (headers['content-length'] ?? '0') !== '0'
  );
}

function isJson(type: string): boolean {
  return type === 'application/json' || type.endsWith('+json');
}

async function read(
  parser: express.RequestHandler,
  request: Request,
  response: Response,
): Promise<unknown> {
  await new Promise<void>((resolve, reject) => {
    void parser(request, response, (error: unknown) => {
      if (error instanceof Error) reject(error);
      else resolve();
    });
  });
  return request.body as unknown;
}

/** Refuses `__proto__` and `constructor.prototype`, which would reach the prototypes of objects. */
function parsed(text: unknown): unknown {
  try {
    return parseJson(String(text), undefined, {
      protoAction: 'error',
      constructorAction: 'error',
    }) as unknown;
  } catch (error) {
    throw new Problem(
      400,
      'The request body is not accepted: expected valid JSON, without the keys __proto__ and constructor.prototype.',
      { cause: error },
    );
  }
}
