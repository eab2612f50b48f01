import type { HoldOrder } from './holdRequests';

/** Where a portal is killed while it runs a task. */
export interface KillPoint {
  place: string;
  hold: HoldOrder;
  /** Makes a step fail, so that the undo runs. */
  fail?: HoldOrder;
  /** Whether it is tried on every run; the others are when all places are asked for. */
  always?: true;
  /** What the GitOps repository tells afterwards, the last first; one addition when left out. */
  history?: string[];
}

// Each step asks which actions there are before it runs, when the step before it has been saved.
const beforeStep = (skip: number): HoldOrder => ({
  ...{ method: 'GET', path: 'catalog/\\.backstage/actions', skip },
  mode: 'hold-before',
});
const at = (mode: 'hold-before' | 'hold-after', path: string, skip = 0) => ({
  ...{ method: 'POST', path, mode, skip },
});

const CHECK = 'golden-path/v1/render-checks$';
const BEGIN = 'golden-path/v1/ledger/tasks$';
const LEDGER = 'golden-path/v1/ledger$';
const KEEP = 'golden-path/v1/library';
const MAKE = 'git-host/v1/repositories$';
const REGISTER = 'catalog/locations$';
const COMMIT = 'repositories/platform/gitops/commits';
const REMOVE = 'scaffolder/gitops/applications/remove$';

export const REFUSED_COMMIT: HoldOrder = {
  ...{ method: 'POST', path: COMMIT },
  mode: 'refuse',
};
const fail = REFUSED_COMMIT;
/** It is made, and nobody is told. */
const lost: HoldOrder = { ...fail, mode: 'lose' };
const takeBack = { method: 'DELETE', path: 'git-host/v1/repositories' };

/** Before and after everything that a service with a database makes. */
export const KILL_POINTS: KillPoint[] = [
  { place: 'before the render', hold: beforeStep(0) },
  { place: 'in the render, before its check', hold: at('hold-before', CHECK) },
  {
    always: true,
    place: 'in the render, after its ledger is opened',
    hold: at('hold-after', BEGIN),
  },
  { place: 'between render and claim', hold: beforeStep(1) },
  { always: true, place: 'between claim and record', hold: beforeStep(2) },
  {
    place: 'in the record, after the library is kept',
    hold: at('hold-after', KEEP),
  },
  { place: 'between record and publish', hold: beforeStep(3) },
  {
    place: 'before the repository is intended',
    hold: at('hold-before', LEDGER),
  },
  { place: 'before the repository is made', hold: at('hold-before', MAKE) },
  {
    always: true,
    place: 'after the repository is made',
    hold: at('hold-after', MAKE),
  },
  {
    place: 'after the ledger knows the repository',
    hold: at('hold-after', LEDGER, 1),
  },
  { place: 'between publish and register', hold: beforeStep(4) },
  { place: 'before the file is registered', hold: at('hold-before', REGISTER) },
  {
    always: true,
    place: 'after the file is registered',
    hold: at('hold-after', REGISTER),
  },
  { place: 'between register and GitOps', hold: beforeStep(5) },
  { place: 'between failure and undo', fail, hold: beforeStep(6) },
  {
    place: 'in the undo, before the repository goes',
    ...{ fail, hold: { ...takeBack, mode: 'hold-before' } },
  },
  {
    always: true,
    place: 'in the undo, after the repository is gone',
    ...{ fail, hold: { ...takeBack, mode: 'hold-after' } },
  },
  {
    place: 'after the undo, before the task has failed',
    ...{ fail, hold: at('hold-after', 'golden-path/v1/ledger/tasks/.*/undo$') },
  },
  {
    place: 'in the undo, before the GitOps commit is taken back',
    ...{ fail: lost, hold: at('hold-before', REMOVE) },
  },
  {
    place: 'in the undo, after the GitOps commit is taken back',
    ...{ fail: lost, hold: at('hold-after', REMOVE) },
    history: ['Add', 'Remove', 'Add'],
  },
  // The last ones, because each keeps the next one waiting for its turn.
  { place: 'before the GitOps commit', hold: at('hold-before', COMMIT) },
  {
    always: true,
    place: 'after the GitOps commit',
    hold: at('hold-after', COMMIT),
  },
  {
    place: 'after the ledger knows the GitOps commit',
    hold: at('hold-after', LEDGER, 3),
  },
];
