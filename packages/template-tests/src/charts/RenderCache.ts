import type { FieldRow } from './fields';
import type { KubernetesObject, ServiceChart } from './ServiceChart';

/** Many rows look at the same render, and helm takes a tenth of a second for each. */
export class RenderCache {
  readonly #chart: ServiceChart;
  readonly #renders = new Map<string, KubernetesObject[]>();

  constructor(chart: ServiceChart) {
    this.#chart = chart;
  }

  objectsOf({ values, kubeVersion }: FieldRow): KubernetesObject[] {
    const key = JSON.stringify([values, kubeVersion]);
    const objects =
      this.#renders.get(key) ?? this.#chart.render(values, { kubeVersion });
    this.#renders.set(key, objects);
    return objects;
  }
}
