import { FieldSchema, ValidationRule } from './Definition';
import { ApiSource } from './readApis';

const TARGET_TITLES: Record<string, string> = {
  aws: 'AWS',
  incluster: 'a development cluster',
};

/** Writes the docs page of one kind from its schema and its first example. */
export function renderApiPage(api: ApiSource, example: string): string {
  const { spec, status } = api.schema.properties;
  const rules = collectRules(spec, '');
  return [
    `# ${api.title}`,
    `<!-- Generated from crossplane/apis/${api.plural}/definition.yaml; change that file instead. -->`,
    api.schema.description,
    `Kind \`${api.kind}\`, API \`${api.definition.spec.group}/${api.definition.spec.versions[0].name}\`. Made on: ${Object.keys(
      api.templates,
    )
      .map(target => TARGET_TITLES[target])
      .join(', ')}.`,
    '## Example',
    `\`\`\`yaml\n${example.trim()}\n\`\`\``,
    '## What you ask for',
    renderFields(spec, 'spec'),
    ...(rules.length
      ? [
          '## What is refused',
          'Beside the bounds above, the control plane and the portal refuse:',
          rules
            .map(({ path, rule }) => `- \`spec${path}\`: ${rule.message}.`)
            .join('\n'),
        ]
      : []),
    '## What you get',
    ...(api.secretKeys.length
      ? [
          `A Secret with the keys ${api.secretKeys.map(key => `\`${key}\``).join(', ')}. In the classic form its name is \`spec.writeConnectionSecretToRef.name\`.`,
        ]
      : ['No Secret: there is nothing to keep.']),
    renderFields(status, 'status'),
    '',
  ].join('\n\n');
}

function renderFields(schema: FieldSchema, path: string): string {
  const rows = listFields(schema, path).map(
    ({ name, field, required }) =>
      `| \`${name}\` | ${describeType(field)} | ${describeDefault(
        field,
        required,
      )} | ${field.description.trim().replace(/\|/g, '\\|')} |`,
  );
  return [
    '| Field | Accepts | Default | Meaning |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

function describeDefault(field: FieldSchema, required: boolean): string {
  if (field.default !== undefined) {
    return `\`${field.default}\``;
  }
  return required ? 'required' : '';
}

function listFields(
  schema: FieldSchema,
  path: string,
): { name: string; field: FieldSchema; required: boolean }[] {
  return Object.entries(schema.properties ?? {}).flatMap(([key, field]) => [
    {
      name: `${path}.${key}`,
      field,
      required: schema.required?.includes(key) ?? false,
    },
    ...(field.items ? listFields(field.items, `${path}.${key}[]`) : []),
  ]);
}

function describeType(field: FieldSchema): string {
  if (field.enum) {
    return field.enum.map(value => `\`${value}\``).join(', ');
  }
  if (field.type === 'integer') {
    return `${field.minimum} to ${field.maximum}`;
  }
  if (field.type === 'array') {
    return `${field.minItems} to ${field.maxItems} items`;
  }
  if (field.type !== 'string') {
    return field.type;
  }
  const pattern =
    field.pattern && ` matching \`${field.pattern.replace(/\|/g, '\\|')}\``;
  return `text up to ${field.maxLength} characters${pattern ?? ''}`;
}

function collectRules(
  schema: FieldSchema,
  path: string,
): { path: string; rule: ValidationRule }[] {
  return [
    ...(schema['x-kubernetes-validations'] ?? []).map(rule => ({
      path: `${path}${rule.fieldPath ?? ''}`,
      rule,
    })),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, field]) =>
      collectRules(field, `${path}.${key}`),
    ),
    ...(schema.items ? collectRules(schema.items, `${path}[]`) : []),
  ];
}
