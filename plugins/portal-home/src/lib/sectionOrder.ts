export type SectionId =
  'services' | 'tasks' | 'documentation' | 'recent' | 'starred';

export interface SectionOrder {
  main: SectionId[];
  side: SectionId[];
}

/** Somebody who learns begins with reading; everybody else with what is theirs. */
export function sectionOrder(learner: boolean): SectionOrder {
  return learner
    ? { main: ['documentation', 'services'], side: ['starred', 'recent'] }
    : { main: ['services', 'tasks'], side: ['starred', 'recent'] };
}
