import type { KubernetesObject, Values } from '../ServiceChart';

/** One field of one object, and the values that decide it. */
export type FieldRow = {
  /** What the field is for; it names the test. */
  reason: string;
  values?: Values;
  kubeVersion?: string;
  /** `Kind` of the service's own name, or `Kind/name`. */
  object: string;
  /** Part of the object; whole lists. */
  has?: object;
  /** Paths, with dots, that must not be there. */
  lacks?: string[];
  /** The object must not be there at all. */
  absent?: true;
};

export function findObject(
  objects: KubernetesObject[],
  reference: string,
  service: string,
): KubernetesObject | undefined {
  const [kind, name = service] = reference.split('/');
  const found = objects.filter(
    object => object.kind === kind && object.metadata.name === name,
  );
  if (found.length > 1) throw new Error(`${reference} is there twice`);
  return found[0];
}

/** Throws when the objects are not as the row says. */
export function expectField(
  row: FieldRow,
  objects: KubernetesObject[],
  service: string,
): void {
  const object = findObject(objects, row.object, service);
  if (row.absent) {
    expect(object).toBeUndefined();
    return;
  }
  expect(object).toBeDefined();
  expect(object).toMatchObject(row.has ?? {});
  for (const path of row.lacks ?? []) {
    expect(object).not.toHaveProperty(path);
  }
}
