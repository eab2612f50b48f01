import {
  AssignerProtocol,
  type GroupMember,
  type PartitionAssigner,
} from 'kafkajs';

const { MemberAssignment, MemberMetadata } = AssignerProtocol;
const NAME = 'OwnTopicsAssigner';
const VERSION = 0;

/**
 * Gives each partition to a member that has asked for its topic. The client's own assigner knows the topics of the
 * leader alone, so a group whose members read different topics would not read those of the others.
 */
export const ownTopicsAssigner: PartitionAssigner = ({ cluster }) => ({
  name: NAME,
  version: VERSION,
  async assign({ members }) {
    const readers = readersByTopic(members);
    await cluster.addMultipleTargetTopics([...readers.keys()]);
    const partitionsOf = (topic: string) =>
      cluster
        .findTopicPartitionMetadata(topic)
        .map(({ partitionId }) => partitionId);
    return assignmentsOf(readers, partitionsOf);
  },
  protocol: ({ topics }) => ({
    name: NAME,
    metadata: MemberMetadata.encode({
      ...{ version: VERSION, topics, userData: Buffer.alloc(0) },
    }),
  }),
});

/** The members that read each topic, always in the same order. */
function readersByTopic(
  members: readonly GroupMember[],
): Map<string, readonly string[]> {
  const asked = members.flatMap(({ memberId, memberMetadata }) =>
    (MemberMetadata.decode(memberMetadata)?.topics ?? []).map(topic => ({
      topic,
      memberId,
    })),
  );
  const byTopic = Map.groupBy(asked, ({ topic }) => topic);
  return new Map(
    [...byTopic]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([topic, list]) => [
        topic,
        list.map(({ memberId }) => memberId).sort(),
      ]),
  );
}

function assignmentsOf(
  readers: ReadonlyMap<string, readonly string[]>,
  partitionsOf: (topic: string) => readonly number[],
) {
  const given = new Map<string, Record<string, number[]>>();
  for (const [topic, memberIds] of readers) {
    for (const [index, partition] of partitionsOf(topic).entries()) {
      const memberId = memberIds[index % memberIds.length] ?? '';
      const topics = given.get(memberId) ?? {};
      (topics[topic] ??= []).push(partition);
      given.set(memberId, topics);
    }
  }
  return [...given].map(([memberId, assignment]) => ({
    memberId,
    memberAssignment: MemberAssignment.encode({
      ...{ version: VERSION, assignment, userData: Buffer.alloc(0) },
    }),
  }));
}
