import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { asyncApi, listEventContracts } from './document.ts';

/** What is wrong with an event, by field; never with the values, which may be private. */
export type Violations = readonly string[];

const NAME_OF_TYPE = new Map(
  listEventContracts().map(({ type, name }) => [type, name]),
);

/** Producers send exactly what the contract lists, so that nothing private slips out. */
const strict = createValidators({ components: asyncApi.components });
/** Consumers ignore what they do not know: a producer with a new field may be released first. */
const tolerant = createValidators(
  withOpenObjects({ components: asyncApi.components }),
);

/** Checks what a producer is about to send. */
export function checkOutgoing(event: unknown, type: string): Violations {
  return check(strict, event, type);
}

/** Checks what a consumer got. */
export function checkIncoming(event: unknown, type: string): Violations {
  return check(tolerant, event, type);
}

/** Checks the envelope alone, for events whose type nobody here handles. */
export function checkEnvelope(event: unknown): Violations {
  return violationsOf(tolerant('schemas/CloudEvent'), event);
}

function check(
  validators: (name: string) => ValidateFunction,
  event: unknown,
  type: string,
): Violations {
  const name = NAME_OF_TYPE.get(type);
  if (name === undefined) return [`type "${type}" is not in asyncapi.yaml`];
  return violationsOf(validators(`messages/${name}/payload`), event);
}

function createValidators(
  document: object,
): (name: string) => ValidateFunction {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.addSchema(document, 'asyncapi', undefined, false);
  // Compiled when first needed: a service uses a few of the types, and starts sooner.
  return name => {
    const reference = `asyncapi#/components/${name}`;
    const validate = ajv.getSchema(reference);
    if (!validate) throw new Error(`asyncapi.yaml has no ${name}`);
    return validate;
  };
}

function withOpenObjects(document: object): object {
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) =>
      key === 'additionalProperties' && value === false ? undefined : value,
    ),
  ) as object;
}

function violationsOf(validate: ValidateFunction, event: unknown): Violations {
  return validate(event) ? [] : (validate.errors ?? []).map(describe);
}

function describe(error: ErrorObject): string {
  const field = error.instancePath.slice(1).replaceAll('/', '.') || 'event';
  const unknown =
    error.keyword === 'additionalProperties'
      ? ` (${String(error.params.additionalProperty)})`
      : '';
  return `${field} ${error.message ?? error.keyword}${unknown}`;
}
