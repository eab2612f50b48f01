import { nameOf, type Combination, type ParameterModel } from '../model';
import type { DryRunRenderer, TemplateSource } from '../render';
import type { EmittedRepository } from '../repository';

/** Renders combinations of one template, each once. */
export class TemplateCases {
  readonly #rendered = new Map<string, Promise<EmittedRepository>>();
  readonly template: TemplateSource;
  readonly #model: ParameterModel;
  readonly #renderer: DryRunRenderer;

  readonly #existing: EmittedRepository | undefined;

  /** @param existing the repository that the template changes, where it makes none of its own */
  constructor(
    template: TemplateSource,
    model: ParameterModel,
    renderer: DryRunRenderer,
    existing?: EmittedRepository,
  ) {
    this.#existing = existing;
    this.template = template;
    this.#model = model;
    this.#renderer = renderer;
  }

  /**
   * @param chosen what differs from the first choices
   * @param named values of parameters without choices, and what the variant is called
   */
  render(
    chosen: Combination,
    named?: { name: string; values: Record<string, unknown> },
  ): Promise<EmittedRepository> {
    const { choices, base } = this.#model;
    const first = Object.fromEntries(
      Object.entries(choices).map(([name, [value]]) => [name, value]),
    );
    const combination = { ...first, ...chosen };
    const name = named?.name ?? nameOf(combination, choices);
    let rendered = this.#rendered.get(name);
    if (!rendered) {
      rendered = this.#render(
        { ...base, ...combination, ...named?.values },
        name,
      );
      this.#rendered.set(name, rendered);
    }
    return rendered;
  }

  async #render(
    values: Record<string, unknown>,
    name: string,
  ): Promise<EmittedRepository> {
    const made = await this.#renderer.render(this.template, values, name);
    return this.#existing?.changedBy(made) ?? made;
  }
}
