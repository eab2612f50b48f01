import { MemoryItemRepository } from '../data/MemoryItemRepository.ts';

export interface TestRepository {
  readonly repository: MemoryItemRepository;
  close(): Promise<void>;
}

export function createTestRepository(): Promise<TestRepository> {
  return Promise.resolve({
{% if values.produces %}
    repository: new MemoryItemRepository(() => Promise.resolve()),
{% else %}
    repository: new MemoryItemRepository(),
{% endif %}
    close: () => Promise.resolve(),
  });
}
