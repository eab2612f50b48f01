/** Problems, each once, with where it was found first and how often. */
export class Findings {
  readonly #places = new Map<string, Set<string>>();

  add(problem: string, place: string): void {
    const places = this.#places.get(problem) ?? new Set();
    places.add(place);
    this.#places.set(problem, places);
  }

  lines(): string[] {
    return [...this.#places].map(([problem, places]) => {
      const [first] = places;
      const more = places.size > 1 ? ` and ${places.size - 1} more` : '';
      return `${problem} [${first}${more}]`;
    });
  }
}
