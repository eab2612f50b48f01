// Generated from crossplane/apis by `yarn workspace @notes/crossplane-types generate`. Do not edit.

/**
 * What the service asks for.
 */
export interface PostgreSQLInstanceSpec {
  /**
   * How much processor and memory the database gets: small for a service with up to 100 connections, medium up to 400, large up to 1000.
   */
  size?: 'small' | 'medium' | 'large';
  /**
   * standard runs one server; high-availability adds a standby in another zone that takes over by itself. The production profile always has the standby.
   */
  class?: 'standard' | 'high-availability';
  /**
   * learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.
   */
  profile?: 'learning' | 'production';
  /**
   * Where the data lies. It cannot be changed afterwards.
   */
  region?: 'us-east-1' | 'us-west-2' | 'eu-west-1' | 'ap-south-1';
  /**
   * Major version of PostgreSQL. It can be raised, never lowered.
   */
  version?: '16' | '17' | '18';
  /**
   * Name of the database and of the role that owns it. It cannot be changed afterwards.
   */
  database?: string;
  /**
   * Disk space at the start, in GiB. It can grow, never shrink.
   */
  storageGiB?: number;
  /**
   * How many days one can go back in time. Left out, it is 7 in learning and 35 in production.
   */
  backupRetentionDays?: number;
  /**
   * Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.
   */
  connectionSecretName: string;
}

/**
 * What the platform has made.
 */
export interface PostgreSQLInstanceStatus {
  /**
   * Host name of the server that takes writes.
   */
  endpoint?: string;
  /**
   * Port of the server.
   */
  port?: number;
  /**
   * Name of the database.
   */
  database?: string;
  /**
   * Name of the Secret that holds the connection.
   */
  connectionSecretName?: string;
}

/**
 * What the service asks for.
 */
export interface RedisCacheSpec {
  /**
   * Memory of the cache: small holds about 0.5 GiB, medium 3 GiB, large 13 GiB.
   */
  size?: 'small' | 'medium' | 'large';
  /**
   * standard runs one server; high-availability adds a replica in another zone that takes over by itself. The production profile always has the replica.
   */
  class?: 'standard' | 'high-availability';
  /**
   * learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.
   */
  profile?: 'learning' | 'production';
  /**
   * Where the data lies. It cannot be changed afterwards.
   */
  region?: 'us-east-1' | 'us-west-2' | 'eu-west-1' | 'ap-south-1';
  /**
   * Major version of Valkey, the server. It can be raised, never lowered.
   */
  version?: '7' | '8';
  /**
   * Copies that follow the first server. Left out, it is 0 for a standard cache in learning and 1 otherwise.
   */
  replicas?: number;
  /**
   * What goes first when the memory is full. noeviction refuses writes instead.
   */
  evictionPolicy?:
    | 'allkeys-lru'
    | 'allkeys-lfu'
    | 'volatile-lru'
    | 'volatile-ttl'
    | 'noeviction';
  /**
   * How many daily snapshots are kept. Left out, it is 0 in learning, where a cache may be lost, and 7 in production.
   */
  snapshotRetentionDays?: number;
  /**
   * Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.
   */
  connectionSecretName: string;
}

/**
 * What the platform has made.
 */
export interface RedisCacheStatus {
  /**
   * Host name of the server that takes writes.
   */
  endpoint?: string;
  /**
   * Port of the server.
   */
  port?: number;
  /**
   * Name of the Secret that holds the connection.
   */
  connectionSecretName?: string;
}

/**
 * What the service asks for.
 */
export interface KafkaTopicSpec {
  /**
   * How much each partition may keep before the oldest goes: small 1 GiB, medium 10 GiB, large 50 GiB.
   */
  size?: 'small' | 'medium' | 'large';
  /**
   * standard keeps one or two copies; high-availability keeps three copies, of which two must confirm a write. The production profile always has three.
   */
  class?: 'standard' | 'high-availability';
  /**
   * learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.
   */
  profile?: 'learning' | 'production';
  /**
   * Where the data lies. It cannot be changed afterwards.
   */
  region?: 'us-east-1' | 'us-west-2' | 'eu-west-1' | 'ap-south-1';
  /**
   * Name of the topic on the brokers. It cannot be changed afterwards.
   */
  topic: string;
  /**
   * How many consumers of one group can read side by side. It can grow, never shrink.
   */
  partitions?: number;
  /**
   * How long a message is kept, in hours.
   */
  retentionHours?: number;
  /**
   * delete drops old messages; compact keeps the newest message of each key.
   */
  cleanupPolicy?: 'delete' | 'compact';
  /**
   * Largest message the topic accepts, in KiB.
   */
  maxMessageKiB?: number;
  /**
   * Name of a second topic for messages that could not be processed. Left out, none is made.
   */
  deadLetterTopic?: string;
  /**
   * Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.
   */
  connectionSecretName: string;
}

/**
 * What the platform has made.
 */
export interface KafkaTopicStatus {
  /**
   * Name of the topic on the brokers.
   */
  topic?: string;
  /**
   * Name of the dead-letter topic, when there is one.
   */
  deadLetterTopic?: string;
  /**
   * Bootstrap addresses, separated by commas.
   */
  brokers?: string;
  /**
   * Name of the Secret that holds the connection.
   */
  connectionSecretName?: string;
}

/**
 * What the service asks for.
 */
export interface QueueSpec {
  /**
   * Expected traffic: small up to 1 million messages a month, medium 10 million, large 100 million. It bounds the backlog where the queue has a disk of its own, and the cost estimate is made with it.
   */
  size?: 'small' | 'medium' | 'large';
  /**
   * standard is enough for most; high-availability keeps three copies of every message where the queue has servers of its own. The production profile always has them.
   */
  class?: 'standard' | 'high-availability';
  /**
   * learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.
   */
  profile?: 'learning' | 'production';
  /**
   * Where the data lies. It cannot be changed afterwards.
   */
  region?: 'us-east-1' | 'us-west-2' | 'eu-west-1' | 'ap-south-1';
  /**
   * true delivers the messages of one group in order and drops doubles. It cannot be changed afterwards.
   */
  ordered?: boolean;
  /**
   * How long a message waits before it is dropped, in hours.
   */
  retentionHours?: number;
  /**
   * How long a worker has for one message before another worker gets it.
   */
  visibilityTimeoutSeconds?: number;
  /**
   * After how many failed tries a message moves to the dead-letter queue.
   */
  maxReceives?: number;
  /**
   * How long the dead-letter queue keeps a message, in hours.
   */
  deadLetterRetentionHours?: number;
  /**
   * Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.
   */
  connectionSecretName: string;
}

/**
 * What the platform has made.
 */
export interface QueueStatus {
  /**
   * Name of the queue on its server.
   */
  name?: string;
  /**
   * Address of the queue, without a password.
   */
  uri?: string;
  /**
   * Address of the dead-letter queue, without a password.
   */
  deadLetterUri?: string;
  /**
   * Name of the Secret that holds the connection.
   */
  connectionSecretName?: string;
}

/**
 * What the service asks for.
 */
export interface BucketSpec {
  /**
   * Expected content: small up to 10 GiB, medium 100 GiB, large 1 TiB. It is the quota where the bucket has a disk of its own, and the cost estimate is made with it.
   */
  size?: 'small' | 'medium' | 'large';
  /**
   * standard for files read often; infrequent-access moves a file to cheaper storage after 30 days.
   */
  class?: 'standard' | 'infrequent-access';
  /**
   * learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.
   */
  profile?: 'learning' | 'production';
  /**
   * Where the data lies. It cannot be changed afterwards.
   */
  region?: 'us-east-1' | 'us-west-2' | 'eu-west-1' | 'ap-south-1';
  /**
   * true keeps the old content when a file is replaced or deleted. The production profile needs it.
   */
  versioning?: boolean;
  /**
   * Deletes files this many days after they were written. Left out, files stay.
   */
  expireAfterDays?: number;
  /**
   * Moves files to archive storage after this many days. Left out, they are not moved.
   */
  archiveAfterDays?: number;
  /**
   * How long replaced or deleted content is kept.
   */
  keepOldVersionsDays?: number;
  /**
   * Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.
   */
  connectionSecretName: string;
}

/**
 * What the platform has made.
 */
export interface BucketStatus {
  /**
   * Name of the bucket.
   */
  bucket?: string;
  /**
   * Address of the storage service.
   */
  endpoint?: string;
  /**
   * Name of the Secret that holds the connection.
   */
  connectionSecretName?: string;
}

/**
 * What the service asks for.
 */
export interface ImageRepositorySpec {
  /**
   * learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.
   */
  profile?: 'learning' | 'production';
  /**
   * Where the data lies. It cannot be changed afterwards.
   */
  region?: 'us-east-1' | 'us-west-2' | 'eu-west-1' | 'ap-south-1';
  /**
   * Name of the repository in the registry, such as orders/api. It cannot be changed afterwards.
   */
  repository: string;
  /**
   * How many tagged images are kept; the oldest go first.
   */
  keepImages?: number;
  /**
   * After how many days an image without a tag is deleted.
   */
  untaggedDays?: number;
  /**
   * Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.
   */
  connectionSecretName: string;
}

/**
 * What the platform has made.
 */
export interface ImageRepositoryStatus {
  /**
   * Address to push to and pull from, without a tag.
   */
  uri?: string;
  /**
   * Name of the Secret that holds the connection.
   */
  connectionSecretName?: string;
}

/**
 * What the service asks for.
 */
export interface WorkloadIdentitySpec {
  /**
   * learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.
   */
  profile?: 'learning' | 'production';
  /**
   * Where the data lies. It cannot be changed afterwards.
   */
  region?: 'us-east-1' | 'us-west-2' | 'eu-west-1' | 'ap-south-1';
  /**
   * Name of the ServiceAccount, in the same namespace, that gets the identity. It cannot be changed afterwards.
   */
  serviceAccountName: string;
  /**
   * What the identity may use. Nothing is allowed that is not named here.
   *
   * @minItems 1
   * @maxItems 20
   */
  access: {
    /**
     * What kind of thing it is.
     */
    to: 'secret' | 'bucket' | 'queue' | 'image-repository' | 'database';
    /**
     * Name of the thing: the path of a secret, the name of a bucket, a queue or an image repository, or the name of a database's resource and role as resource/role.
     */
    name: string;
    /**
     * read looks, write also changes. A secret and a database know only read.
     */
    level?: 'read' | 'write';
  }[];
}

/**
 * What the platform has made.
 */
export interface WorkloadIdentityStatus {
  /**
   * What the cloud calls the identity, for the ServiceAccount's annotation.
   */
  identity?: string;
}

/** The spec of each kind. @public */
export interface ClaimSpecs {
  PostgreSQLInstance: PostgreSQLInstanceSpec;
  RedisCache: RedisCacheSpec;
  KafkaTopic: KafkaTopicSpec;
  Queue: QueueSpec;
  Bucket: BucketSpec;
  ImageRepository: ImageRepositorySpec;
  WorkloadIdentity: WorkloadIdentitySpec;
}
/** A kind of the platform APIs. @public */
export type ClaimKind = keyof ClaimSpecs;
