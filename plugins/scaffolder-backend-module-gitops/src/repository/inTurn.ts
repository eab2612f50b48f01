/** One that takes longer, say because the git host hangs, does not keep the others waiting. */
const LONGEST_TURN_MS = 3000;

const last = new WeakMap<object, Promise<unknown>>();

/**
 * Runs what changes the same thing one after the other, in the order of the calls.
 *
 * It saves work and promises nothing: another process may change the same thing, and so may one whose
 * turn is over.
 */
export async function inTurn<T>(
  what: object,
  change: () => Promise<T>,
): Promise<T> {
  const turn = last.get(what) ?? Promise.resolve();
  const work = turn.then(change);
  last.set(
    what,
    turn.then(() => settled(work)),
  );
  return work;
}

async function settled(work: Promise<unknown>): Promise<void> {
  await new Promise<void>(resolve => {
    const timeout = setTimeout(resolve, LONGEST_TURN_MS);
    const end = () => {
      clearTimeout(timeout);
      resolve();
    };
    work.then(end, end);
  });
}
