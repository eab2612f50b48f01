import { Entity } from '@backstage/catalog-model';
import {
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import type { FieldExtensionOptions } from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { JsonObject, JsonValue } from '@backstage/types';

/** What the backends answer: a status and a body for the end of a path. */
export type Answers = Record<string, { status?: number; body?: unknown }>;

/** A `fetch` that answers from a table and fails for what is not in it. */
export function fetchFrom(answers: Answers) {
  return jest.fn(async (input: unknown) => {
    const path = Object.keys(answers).find(end => String(input).endsWith(end));
    if (!path) {
      throw new TypeError(`Nobody answers ${input}`);
    }
    const { status = 200, body = {} } = answers[path];
    const headers = { 'content-type': 'application/json' };
    return new Response(JSON.stringify(body), { status, headers });
  });
}

/** The body of a Backstage error. */
export const notFound = {
  status: 404,
  body: {
    error: { name: 'NotFoundError', message: 'No such repository' },
    response: { statusCode: 404 },
  },
};

/** Shows one field in the stock form of the scaffolder, as a template would. */
export function renderStep(options: {
  field: FieldExtensionOptions;
  uiSchema?: JsonObject;
  properties?: JsonObject;
  initialState?: Record<string, JsonValue>;
  entities?: Entity[];
  answers?: Answers;
  /** Whether the person may make something for groups of others. */
  ownsForOthers?: boolean;
}) {
  const { field, entities = [], answers = {} } = options;
  const fetch = fetchFrom(answers);
  const onCreate = jest.fn();
  const result = options.ownsForOthers
    ? AuthorizeResult.ALLOW
    : AuthorizeResult.DENY;
  const schema = {
    type: 'object',
    required: ['value'],
    properties: {
      ...options.properties,
      value: {
        type: 'string',
        title: 'Value',
        description: 'What it is for',
        'ui:field': field.name,
        ...options.uiSchema,
      },
    },
  };
  renderInTestApp(
    <Stepper
      manifest={{ title: 'Form', steps: [{ title: 'Step', schema }] }}
      extensions={[field as never]}
      initialState={options.initialState}
      onCreate={onCreate}
    />,
    {
      apis: [
        [catalogApiRef, catalogApiMock({ entities })],
        [discoveryApiRef, mockApis.discovery()],
        [fetchApiRef, { fetch }],
        [permissionApiRef, { authorize: async () => ({ result }) }],
        [
          identityApiRef,
          mockApis.identity({
            userEntityRef: 'user:default/dev.rivera',
            ownershipEntityRefs: [
              'user:default/dev.rivera',
              'group:default/notes-team',
            ],
          }),
        ],
      ],
    },
  );
  return { fetch, onCreate };
}
