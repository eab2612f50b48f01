import { join } from 'node:path';
import { fromFile, Parser } from '@asyncapi/parser';
import { createConfig, lint } from '@redocly/openapi-core';
import type { Checker } from '../check';

/** The strictest stock rules; what is switched off is a matter of the platform, not of the service. */
const RULES = {
  extends: ['recommended-strict' as const],
  rules: {
    // A service has no address of its own before it is deployed.
    'no-server-example.com': 'off' as const,
    // What it may be used for is a matter of the company that runs it.
    'info-license': 'off' as const,
  },
};
/** The parser's word for an error; it tells about matters of taste as well. */
const ERROR = 0;

/** Checks of the promises that a service makes to its callers. */
export const contractCheckers: Checker[] = [
  {
    id: 'openapi',
    artefact: 'contract',
    proves: 'the OpenAPI document is correct and complete',
    inputs: /^openapi\.yaml$/,
    async check(_repository, context) {
      const problems = await lint({
        ref: join(await context.folder(), 'openapi.yaml'),
        config: await createConfig(RULES),
      });
      return problems.map(({ message, ruleId, location: [place] }) =>
        [`openapi.yaml${place?.pointer ?? ''}:`, message, `(${ruleId})`].join(
          ' ',
        ),
      );
    },
  },
  {
    id: 'asyncapi',
    artefact: 'contract',
    proves: 'the AsyncAPI document is correct',
    inputs: /^asyncapi\.yaml$/,
    async check(_repository, context) {
      const file = join(await context.folder(), 'asyncapi.yaml');
      const { diagnostics } = await fromFile(new Parser(), file).parse();
      return diagnostics
        .filter(({ severity }) => severity === ERROR)
        .map(
          ({ path, message }) => `asyncapi.yaml ${path.join('.')}: ${message}`,
        );
    },
  },
];
