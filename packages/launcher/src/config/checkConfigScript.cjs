'use strict';

/*
 * Runs inside the installed checkout. Reads { checkout, files, cache, fingerprint } from standard input and answers
 * { errors, warnings } on standard output.
 */
const fs = require('node:fs');
const { createRequire } = require('node:module');
const path = require('node:path');

async function main() {
  const request = JSON.parse(fs.readFileSync(0, 'utf8'));
  // config-loader is a dependency of the backend's libraries, which yarn hoists to the root of the checkout.
  const load = createRequire(
    path.join(request.checkout, 'packages/backend/package.json'),
  );
  const { configs, errors } = await readConfigs(request, load);
  if (errors.length > 0) {
    return { errors, warnings: [], isComplete: true };
  }
  const serialized = await loadSchemas(request, load);
  return {
    errors: findBrokenValues(serialized, configs, load),
    warnings: findUnknownKeys(serialized, configs),
    isComplete: true,
  };
}

/** Reads file by file, so that a message can name the file. */
async function readConfigs({ files }, load) {
  const { FileConfigSource } = load('@backstage/config-loader');
  const configs = [];
  const errors = [];
  for (const file of files) {
    if (!fs.existsSync(file)) {
      errors.push(`Configuration: the file ${file} does not exist.`);
      continue;
    }
    const syntax = findSyntaxError(file, load);
    if (syntax) {
      errors.push(syntax);
      continue;
    }
    try {
      configs.push({
        context: path.basename(file),
        file,
        data: await readData(FileConfigSource.create({ path: file })),
      });
    } catch (error) {
      errors.push(
        `Configuration: ${file} cannot be read: ${firstLine(error.message)}`,
      );
    }
  }
  return { configs, errors };
}

/**
 * What is written in the file, with its variables filled in. A reader of the file alone would drop the nulls with
 * which it removes what an earlier file has.
 */
async function readData(source) {
  for await (const { configs } of source.readConfigData()) {
    return configs[0]?.data ?? {};
  }
  return {};
}

function findSyntaxError(file, load) {
  const { parseDocument } = load('yaml');
  const [first] = parseDocument(fs.readFileSync(file, 'utf8')).errors;
  return (
    first &&
    `Configuration: ${file} is not valid YAML: ${firstLine(first.message).replace(/:$/, '')}.`
  );
}

async function loadSchemas({ checkout, cache, fingerprint }, load) {
  const known = readJson(cache);
  if (known?.fingerprint === fingerprint) {
    return known.schema;
  }
  const { loadConfigSchema } = load('@backstage/config-loader');
  const schema = await loadConfigSchema({
    dependencies: ['backend', 'app'],
    packagePaths: [path.join(checkout, 'package.json')],
    // A type that one package cannot resolve must not hide the schemas of the others.
    onSchemaError: () => {},
  });
  const serialized = schema.serialize();
  fs.mkdirSync(path.dirname(cache), { recursive: true });
  fs.writeFileSync(
    `${cache}.${process.pid}`,
    JSON.stringify({ fingerprint, schema: serialized }),
  );
  fs.renameSync(`${cache}.${process.pid}`, cache);
  return serialized;
}

function findUnknownKeys({ schemas }, configs) {
  const known = new Set(
    schemas.flatMap(({ value }) => Object.keys(value.properties ?? {})),
  );
  return configs.flatMap(({ file, data }) =>
    Object.keys(data)
      .filter(key => !known.has(key))
      .map(key => {
        const near = nearest(key, known);
        return `Unknown configuration key "${key}" in ${file}; nothing reads it.${near ? ` Did you mean "${near}"?` : ''}`;
      }),
  );
}

/** Validates with the same schemas and the same rules as Backstage, but says file, key, value and accepted form. */
function findBrokenValues(serialized, configs, load) {
  const Ajv = load('ajv');
  const { ConfigReader } = load('@backstage/config');
  const merged = ConfigReader.fromConfigs(configs).get() ?? {};
  const ajv = new (Ajv.default ?? Ajv)({
    allErrors: true,
    strict: false,
    coerceTypes: true,
    verbose: true,
    logger: false,
  });
  const found = new Map();
  for (const { value } of serialized.schemas) {
    const schema = { ...value };
    delete schema.$schema;
    const data = structuredClone(merged);
    let validate;
    try {
      validate = ajv.compile(schema);
    } catch {
      continue;
    }
    if (!validate(data)) {
      collectErrors(validate.errors ?? [], merged, configs, found);
    }
  }
  return [...found.values()];
}

function collectErrors(errors, merged, configs, found) {
  // A failing alternative reports each of its branches; the branches are said once, with the key they belong to.
  const byKey = new Map();
  for (const error of errors.filter(
    ({ keyword }) => !['anyOf', 'oneOf', 'if'].includes(keyword),
  )) {
    const key = keyOf(error);
    byKey.set(key, [...(byKey.get(key) ?? []), error]);
  }
  for (const [key, group] of byKey) {
    const file = fileOf(key, configs);
    const isMissing = group[0].keyword === 'required';
    const value = isMissing
      ? 'missing'
      : describeValue(key, valueAt(merged, key));
    const accepted = [...new Set(group.map(describeAccepted))].join(' or ');
    const rule = isMissing ? '' : `; it must be ${accepted}`;
    found.set(key, `Configuration: "${key}" in ${file} is ${value}${rule}.`);
  }
}

function keyOf({ instancePath, keyword, params }) {
  const parts = instancePath
    .split('/')
    .slice(1)
    .map(part => part.replace(/~1/g, '/').replace(/~0/g, '~'));
  if (keyword === 'required') {
    parts.push(params.missingProperty);
  } else if (keyword === 'additionalProperties') {
    parts.push(params.additionalProperty);
  }
  return parts.join('.');
}

function describeAccepted({ keyword, params, message }) {
  if (keyword === 'type') {
    return [params.type]
      .flat()
      .map(type => `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`)
      .join(' or ');
  }
  if (keyword === 'enum') {
    return `one of ${params.allowedValues.map(value => JSON.stringify(value)).join(', ')}`;
  }
  if (keyword === 'const') {
    return JSON.stringify(params.allowedValue);
  }
  if (keyword === 'additionalProperties') {
    return 'left out, it is not a known key there';
  }
  return message.replace(/^must (be )?/, '');
}

/** The value is quoted, except where its key says that it may be a secret. */
function describeValue(key, value) {
  if (/secret|token|password|key|credential/i.test(key)) {
    return 'set to a value of the wrong form';
  }
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function fileOf(key, configs) {
  const parts = key.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const prefix = parts.slice(0, length).join('.');
    const owner = [...configs]
      .reverse()
      .find(({ data }) => valueAt(data, prefix) !== undefined);
    if (owner) {
      return owner.file;
    }
  }
  return configs.at(-1)?.file ?? 'the configuration';
}

function valueAt(data, key) {
  return key
    .split('.')
    .reduce(
      (value, part) =>
        value === null || value === undefined ? undefined : value[part],
      data,
    );
}

function nearest(key, known) {
  return [...known].find(
    candidate =>
      candidate.toLowerCase() === key.toLowerCase() ||
      distance(key, candidate) <= 2,
  );
}

/** Levenshtein distance; the words are short. */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next[j] = Math.min(
        next[j - 1] + 1,
        row[j] + 1,
        row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1),
      );
    }
    row = next;
  }
  return row[b.length];
}

function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function firstLine(text) {
  return String(text).split('\n')[0];
}

main().then(
  answer => process.stdout.write(JSON.stringify(answer), () => process.exit(0)),
  error => {
    process.stderr.write(`${firstLine(error.message)}\n`);
    process.exit(1);
  },
);
