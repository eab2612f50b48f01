import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { decide, retryDelayMs } from './decide.ts';
import type { StepState, Workflow } from './Workflow.ts';

const START = new Date('2026-01-02T00:00:00.000Z');

function at(seconds: number): Date {
  return new Date(START.getTime() + seconds * 1_000);
}

/** A workflow with a deadline after 100 seconds whose steps are due again after 30. */
function aWorkflow(
  mail: StepState,
  index: StepState,
  audit: StepState,
): Workflow {
  const states = { mail, index, audit };
  return {
    noteId: 'n',
    ownerId: 'o',
    version: 1,
    state: 'running',
    startedAt: START,
    deadlineAt: at(100),
    steps: (['mail', 'index', 'audit'] as const).map(name => ({
      name,
      state: states[name],
      attempts: 1,
      requestedAt: START,
      retryAt: at(30),
    })),
  };
}

describe('what a workflow does next', () => {
  for (const [mail, index, audit, seconds, expected, reason] of [
    [
      'requested',
      'requested',
      'requested',
      0,
      { kind: 'wait', until: at(30) },
      'waits until the next retry',
    ],
    [
      'done',
      'requested',
      'requested',
      30,
      { kind: 'request', steps: ['index', 'audit'] },
      'asks again for what is open',
    ],
    [
      'done',
      'done',
      'done',
      5,
      { kind: 'complete' },
      'completes with the last step',
    ],
    [
      'failed',
      'done',
      'done',
      5,
      { kind: 'complete' },
      'completes although the mail failed for good',
    ],
    [
      'requested',
      'done',
      'done',
      100,
      { kind: 'give-up', steps: ['mail'] },
      'gives up the mail at the deadline',
    ],
    [
      'done',
      'requested',
      'done',
      100,
      { kind: 'give-up', steps: ['index'] },
      'gives up the index at the deadline',
    ],
    [
      'done',
      'failed',
      'done',
      100,
      { kind: 'compensate', steps: ['index'] },
      'compensates a failed index',
    ],
    [
      'failed',
      'done',
      'failed',
      100,
      { kind: 'compensate', steps: ['audit'] },
      'compensates a failed audit, not a mail',
    ],
    [
      'requested',
      'failed',
      'requested',
      1,
      { kind: 'compensate', steps: ['index'] },
      'compensates although others are open',
    ],
  ] as const) {
    it(reason, () => {
      assert.deepEqual(
        decide(aWorkflow(mail, index, audit), at(seconds)),
        expected,
      );
    });
  }

  it('ends, whatever has happened and whenever it looks', () => {
    const state = fc.constantFrom<StepState>('requested', 'done', 'failed');
    fc.assert(
      fc.property(
        state,
        state,
        state,
        fc.integer({ min: 0, max: 200 }),
        (a, b, c, seconds) => {
          const decision = decide(aWorkflow(a, b, c), at(seconds));
          if (seconds >= 100) assert.notEqual(decision.kind, 'wait');
          if (decision.kind === 'wait') assert.ok(decision.until > at(seconds));
          if (decision.kind === 'complete')
            assert.ok(b === 'done' && c === 'done');
        },
      ),
    );
  });

  it('asks less and less often, at least once an hour', () => {
    assert.deepEqual(
      [1, 2, 3].map(n => retryDelayMs(1_000, n)),
      [1_000, 2_000, 4_000],
    );
    assert.equal(retryDelayMs(30_000, 1_000), 3_600_000);
  });
});
