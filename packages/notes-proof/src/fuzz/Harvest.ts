const MOST_KEPT = 40;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids and versions that services have answered, so that later requests reach what is there. */
export class Harvest {
  readonly #ids: string[] = [];
  readonly #tags: string[] = [];

  take(body: unknown, tag: unknown): void {
    if (typeof tag === 'string') keep(this.#tags, tag);
    this.#walk(body);
  }

  id(index: number): string | undefined {
    return this.#ids[index % Math.max(1, this.#ids.length)];
  }

  tag(index: number): string | undefined {
    return this.#tags[index % Math.max(1, this.#tags.length)];
  }

  #walk(value: unknown): void {
    if (typeof value === 'string' && UUID.test(value)) keep(this.#ids, value);
    else if (typeof value === 'object' && value !== null) {
      for (const one of Object.values(value)) this.#walk(one);
    }
  }
}

function keep(values: string[], value: string): void {
  if (values.includes(value)) return;
  values.unshift(value);
  if (values.length > MOST_KEPT) values.pop();
}
