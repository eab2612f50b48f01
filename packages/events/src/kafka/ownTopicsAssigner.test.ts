import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  AssignerProtocol,
  type Cluster,
  type PartitionAssigner,
} from 'kafkajs';
import { ownTopicsAssigner } from './ownTopicsAssigner.ts';

type Config = Parameters<PartitionAssigner>[0];

const PARTITIONS: Readonly<Record<string, number>> = { notes: 3, users: 2 };

/** A cluster that knows a topic when it has been asked for, as the real one does. */
function assigner() {
  const known = new Set<string>();
  const cluster: Partial<Cluster> = {
    addMultipleTargetTopics: topics => {
      for (const topic of topics) known.add(topic);
      return Promise.resolve();
    },
    findTopicPartitionMetadata: topic =>
      Array.from(
        { length: known.has(topic) ? (PARTITIONS[topic] ?? 0) : 0 },
        (_one, partitionId) => ({ partitionId }) as never,
      ),
  };
  return ownTopicsAssigner({ cluster } as Config);
}

async function assign(wanted: Readonly<Record<string, string[]>>) {
  const one = assigner();
  const members = Object.entries(wanted).map(([memberId, topics]) => ({
    memberId,
    memberMetadata: one.protocol({ topics }).metadata,
  }));
  // The client tells the topics of the leader alone.
  const topics = Object.values(wanted)[0] ?? [];
  const given = await one.assign({ members, topics });
  return Object.fromEntries(
    given.map(({ memberAssignment, memberId }) => [
      memberId,
      {
        ...AssignerProtocol.MemberAssignment.decode(memberAssignment)
          ?.assignment,
      },
    ]),
  );
}

test('members that read different topics each get all partitions of their own', async () => {
  assert.deepEqual(await assign({ a: ['notes'], b: ['users'] }), {
    a: { notes: [0, 1, 2] },
    b: { users: [0, 1] },
  });
});

test('members that read the same topic share its partitions', async () => {
  assert.deepEqual(
    await assign({ b: ['notes'], a: ['notes'], c: ['users', 'notes'] }),
    { a: { notes: [0] }, b: { notes: [1] }, c: { notes: [2], users: [0, 1] } },
  );
});
