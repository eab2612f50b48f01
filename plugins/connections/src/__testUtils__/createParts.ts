import {
  ConnectionPart,
  ConnectionsApi,
  ConnectionState,
} from '@notes/plugin-connections-common';

/** A part as the backend sends it. */
export function createPart(
  id: string,
  state: ConnectionState,
  rest?: Partial<ConnectionPart>,
): ConnectionPart {
  return {
    id,
    state,
    title: `Title of ${id}`,
    reason: `Reason of ${id}.`,
    fix: state === 'ok' ? '' : `Fix of ${id}.`,
    checkedAt: '2026-01-01T12:00:00.000Z',
    ...rest,
  };
}

/** An API that gives one answer after the other, and the last one from then on. */
export function createConnections(...answers: (ConnectionPart[] | Error)[]) {
  const listParts = jest.fn<
    Promise<ConnectionPart[]>,
    Parameters<ConnectionsApi['listParts']>
  >(async () => {
    const answer = answers.length > 1 ? answers.shift()! : answers[0];
    if (answer instanceof Error) {
      throw answer;
    }
    return answer;
  });
  return { listParts };
}
