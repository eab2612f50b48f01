import { FieldSchema } from './PlatformApi';

/** Fills in what the control plane would: the default of every field that was left out. */
export function completeSpec(schema: FieldSchema, value: unknown): unknown {
  if (schema.type === 'object' && isRecord(value)) {
    const filled: Record<string, unknown> = { ...value };
    for (const [key, field] of Object.entries(schema.properties ?? {})) {
      if (filled[key] === undefined && field.default !== undefined) {
        filled[key] = field.default;
      } else if (filled[key] !== undefined) {
        filled[key] = completeSpec(field, filled[key]);
      }
    }
    return filled;
  }
  const { items } = schema;
  if (items && Array.isArray(value)) {
    return value.map(item => completeSpec(items, item));
  }
  return value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
