export type SectionId =
  | 'toDecide'
  | 'services'
  | 'plans'
  | 'tasks'
  | 'documentation'
  | 'recent'
  | 'starred';

export interface SectionOrder {
  main: SectionId[];
  side: SectionId[];
}

/** What of Home somebody has a use for. */
export interface Audience {
  learner: boolean;
  /** Others wait for their decisions. */
  decides: boolean;
  /** They may make plans. */
  plans: boolean;
}

/** Somebody who learns begins with reading; everybody else with what waits for them, then what is theirs. */
export function sectionOrder(audience: Audience): SectionOrder {
  const { learner, decides, plans } = audience;
  const waiting: SectionId[] = decides ? ['toDecide'] : [];
  const planned: SectionId[] = plans ? ['plans'] : [];
  return learner
    ? {
        main: [...waiting, 'documentation', 'services', ...planned],
        side: ['starred', 'recent'],
      }
    : {
        main: [...waiting, 'services', ...planned, 'tasks'],
        side: ['starred', 'recent'],
      };
}
