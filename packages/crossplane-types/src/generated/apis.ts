// Generated from crossplane/apis by `yarn workspace @notes/crossplane-types generate`. Do not edit.

import type { PlatformApi } from '../PlatformApi';
/** Every platform API with its schema. @public */
export const platformApis: PlatformApi[] = [
  {
    kind: 'PostgreSQLInstance',
    plural: 'postgresqlinstances',
    title: 'PostgreSQL database',
    description:
      "A PostgreSQL database with one owner role, encrypted at rest, backed up and reachable only from the platform's network.",
    secretKeys: ['uri', 'host', 'port', 'database', 'username', 'password'],
    targets: ['aws', 'incluster'],
    spec: {
      type: 'object',
      description: 'What the service asks for.',
      required: ['connectionSecretName'],
      properties: {
        size: {
          type: 'string',
          description:
            'How much processor and memory the database gets: small for a service with up to 100 connections, medium up to 400, large up to 1000.',
          enum: ['small', 'medium', 'large'],
          default: 'small',
        },
        class: {
          type: 'string',
          description:
            'standard runs one server; high-availability adds a standby in another zone that takes over by itself. The production profile always has the standby.',
          enum: ['standard', 'high-availability'],
          default: 'standard',
        },
        profile: {
          type: 'string',
          description:
            'learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.',
          enum: ['learning', 'production'],
          default: 'learning',
          'x-kubernetes-validations': [
            {
              rule: "!(oldSelf == 'production' && self == 'learning')",
              message:
                'profile cannot go back from production to learning, because that would drop its protection',
            },
          ],
        },
        region: {
          type: 'string',
          description: 'Where the data lies. It cannot be changed afterwards.',
          enum: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
          default: 'us-east-1',
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message:
                'region cannot be changed, claim a new object and move the data',
            },
          ],
        },
        version: {
          type: 'string',
          description:
            'Major version of PostgreSQL. It can be raised, never lowered.',
          enum: ['16', '17', '18'],
          default: '18',
          'x-kubernetes-validations': [
            {
              rule: 'int(self) >= int(oldSelf)',
              message: 'version cannot be lowered',
            },
          ],
        },
        database: {
          type: 'string',
          description:
            'Name of the database and of the role that owns it. It cannot be changed afterwards.',
          minLength: 1,
          maxLength: 63,
          pattern: '^[a-z][a-z0-9_]*$',
          default: 'app',
          'x-kubernetes-validations': [
            {
              rule: "!(self in ['postgres', 'template0', 'template1', 'rdsadmin', 'admin', 'root', 'user', 'streaming_replica'])",
              message:
                'database must not be a name PostgreSQL keeps for itself',
            },
            { rule: 'self == oldSelf', message: 'database cannot be renamed' },
          ],
        },
        storageGiB: {
          type: 'integer',
          description:
            'Disk space at the start, in GiB. It can grow, never shrink.',
          minimum: 20,
          maximum: 4096,
          default: 20,
          'x-kubernetes-validations': [
            { rule: 'self >= oldSelf', message: 'storageGiB cannot shrink' },
          ],
        },
        backupRetentionDays: {
          type: 'integer',
          description:
            'How many days one can go back in time. Left out, it is 7 in learning and 35 in production.',
          minimum: 7,
          maximum: 35,
        },
        connectionSecretName: {
          type: 'string',
          description:
            'Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.',
          minLength: 1,
          maxLength: 63,
          pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        },
      },
      'x-kubernetes-validations': [
        {
          rule: "self.profile != 'production' || !has(self.backupRetentionDays) || self.backupRetentionDays >= 30",
          message:
            'backupRetentionDays must be at least 30 when profile is production',
          fieldPath: '.backupRetentionDays',
        },
      ],
    },
    status: {
      type: 'object',
      description: 'What the platform has made.',
      properties: {
        endpoint: {
          type: 'string',
          description: 'Host name of the server that takes writes.',
          maxLength: 253,
        },
        port: {
          type: 'integer',
          description: 'Port of the server.',
          minimum: 1,
          maximum: 65535,
        },
        database: {
          type: 'string',
          description: 'Name of the database.',
          maxLength: 63,
        },
        connectionSecretName: {
          type: 'string',
          description: 'Name of the Secret that holds the connection.',
          maxLength: 63,
        },
      },
    },
  },
  {
    kind: 'RedisCache',
    plural: 'rediscaches',
    title: 'Redis-compatible cache',
    description:
      'A cache that speaks the Redis protocol (served by Valkey), with a password, encrypted in transit wherever it leaves the cluster.',
    secretKeys: ['uri', 'host', 'port', 'password'],
    targets: ['aws', 'incluster'],
    spec: {
      type: 'object',
      description: 'What the service asks for.',
      required: ['connectionSecretName'],
      properties: {
        size: {
          type: 'string',
          description:
            'Memory of the cache: small holds about 0.5 GiB, medium 3 GiB, large 13 GiB.',
          enum: ['small', 'medium', 'large'],
          default: 'small',
        },
        class: {
          type: 'string',
          description:
            'standard runs one server; high-availability adds a replica in another zone that takes over by itself. The production profile always has the replica.',
          enum: ['standard', 'high-availability'],
          default: 'standard',
        },
        profile: {
          type: 'string',
          description:
            'learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.',
          enum: ['learning', 'production'],
          default: 'learning',
          'x-kubernetes-validations': [
            {
              rule: "!(oldSelf == 'production' && self == 'learning')",
              message:
                'profile cannot go back from production to learning, because that would drop its protection',
            },
          ],
        },
        region: {
          type: 'string',
          description: 'Where the data lies. It cannot be changed afterwards.',
          enum: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
          default: 'us-east-1',
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message:
                'region cannot be changed, claim a new object and move the data',
            },
          ],
        },
        version: {
          type: 'string',
          description:
            'Major version of Valkey, the server. It can be raised, never lowered.',
          enum: ['7', '8'],
          default: '8',
          'x-kubernetes-validations': [
            {
              rule: 'int(self) >= int(oldSelf)',
              message: 'version cannot be lowered',
            },
          ],
        },
        replicas: {
          type: 'integer',
          description:
            'Copies that follow the first server. Left out, it is 0 for a standard cache in learning and 1 otherwise.',
          minimum: 0,
          maximum: 5,
        },
        evictionPolicy: {
          type: 'string',
          description:
            'What goes first when the memory is full. noeviction refuses writes instead.',
          enum: [
            'allkeys-lru',
            'allkeys-lfu',
            'volatile-lru',
            'volatile-ttl',
            'noeviction',
          ],
          default: 'allkeys-lru',
        },
        snapshotRetentionDays: {
          type: 'integer',
          description:
            'How many daily snapshots are kept. Left out, it is 0 in learning, where a cache may be lost, and 7 in production.',
          minimum: 0,
          maximum: 35,
        },
        connectionSecretName: {
          type: 'string',
          description:
            'Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.',
          minLength: 1,
          maxLength: 63,
          pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        },
      },
      'x-kubernetes-validations': [
        {
          rule: "!has(self.replicas) || self.replicas >= 1 || (self.profile == 'learning' && self.class == 'standard')",
          message:
            'replicas must be at least 1 when class is high-availability or profile is production',
          fieldPath: '.replicas',
        },
      ],
    },
    status: {
      type: 'object',
      description: 'What the platform has made.',
      properties: {
        endpoint: {
          type: 'string',
          description: 'Host name of the server that takes writes.',
          maxLength: 253,
        },
        port: {
          type: 'integer',
          description: 'Port of the server.',
          minimum: 1,
          maximum: 65535,
        },
        connectionSecretName: {
          type: 'string',
          description: 'Name of the Secret that holds the connection.',
          maxLength: 63,
        },
      },
    },
  },
  {
    kind: 'KafkaTopic',
    plural: 'kafkatopics',
    title: 'Kafka topic',
    description:
      "A Kafka topic on the platform's brokers, with its dead-letter topic where one is asked for.",
    secretKeys: ['uri', 'brokers', 'topic', 'deadLetterTopic'],
    targets: ['aws', 'incluster'],
    spec: {
      type: 'object',
      description: 'What the service asks for.',
      required: ['topic', 'connectionSecretName'],
      properties: {
        size: {
          type: 'string',
          description:
            'How much each partition may keep before the oldest goes: small 1 GiB, medium 10 GiB, large 50 GiB.',
          enum: ['small', 'medium', 'large'],
          default: 'small',
        },
        class: {
          type: 'string',
          description:
            'standard keeps one or two copies; high-availability keeps three copies, of which two must confirm a write. The production profile always has three.',
          enum: ['standard', 'high-availability'],
          default: 'standard',
        },
        profile: {
          type: 'string',
          description:
            'learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.',
          enum: ['learning', 'production'],
          default: 'learning',
          'x-kubernetes-validations': [
            {
              rule: "!(oldSelf == 'production' && self == 'learning')",
              message:
                'profile cannot go back from production to learning, because that would drop its protection',
            },
          ],
        },
        region: {
          type: 'string',
          description: 'Where the data lies. It cannot be changed afterwards.',
          enum: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
          default: 'us-east-1',
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message:
                'region cannot be changed, claim a new object and move the data',
            },
          ],
        },
        topic: {
          type: 'string',
          description:
            'Name of the topic on the brokers. It cannot be changed afterwards.',
          minLength: 1,
          maxLength: 200,
          pattern: '^[a-zA-Z0-9][a-zA-Z0-9._-]*$',
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message:
                'topic cannot be renamed, claim a new one and move the readers',
            },
            {
              rule: "!self.startsWith('__')",
              message:
                'topic must not start with two underscores, which Kafka keeps for itself',
            },
          ],
        },
        partitions: {
          type: 'integer',
          description:
            'How many consumers of one group can read side by side. It can grow, never shrink.',
          minimum: 1,
          maximum: 100,
          default: 3,
          'x-kubernetes-validations': [
            { rule: 'self >= oldSelf', message: 'partitions cannot shrink' },
          ],
        },
        retentionHours: {
          type: 'integer',
          description: 'How long a message is kept, in hours.',
          minimum: 1,
          maximum: 8760,
          default: 168,
        },
        cleanupPolicy: {
          type: 'string',
          description:
            'delete drops old messages; compact keeps the newest message of each key.',
          enum: ['delete', 'compact'],
          default: 'delete',
        },
        maxMessageKiB: {
          type: 'integer',
          description: 'Largest message the topic accepts, in KiB.',
          minimum: 1,
          maximum: 8192,
          default: 1024,
        },
        deadLetterTopic: {
          type: 'string',
          description:
            'Name of a second topic for messages that could not be processed. Left out, none is made.',
          minLength: 1,
          maxLength: 249,
          pattern: '^[a-zA-Z0-9][a-zA-Z0-9._-]*$',
        },
        connectionSecretName: {
          type: 'string',
          description:
            'Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.',
          minLength: 1,
          maxLength: 63,
          pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        },
      },
      'x-kubernetes-validations': [
        {
          rule: '!has(self.deadLetterTopic) || self.deadLetterTopic != self.topic',
          message: 'deadLetterTopic must differ from topic',
          fieldPath: '.deadLetterTopic',
        },
        {
          rule: 'has(self.deadLetterTopic) || !has(oldSelf.deadLetterTopic)',
          message:
            'deadLetterTopic cannot be taken away while messages may lie in it',
        },
        {
          rule: '!has(self.deadLetterTopic) || !has(oldSelf.deadLetterTopic) || self.deadLetterTopic == oldSelf.deadLetterTopic',
          message: 'deadLetterTopic cannot be renamed',
          fieldPath: '.deadLetterTopic',
        },
      ],
    },
    status: {
      type: 'object',
      description: 'What the platform has made.',
      properties: {
        topic: {
          type: 'string',
          description: 'Name of the topic on the brokers.',
          maxLength: 249,
        },
        deadLetterTopic: {
          type: 'string',
          description: 'Name of the dead-letter topic, when there is one.',
          maxLength: 249,
        },
        brokers: {
          type: 'string',
          description: 'Bootstrap addresses, separated by commas.',
          maxLength: 2048,
        },
        connectionSecretName: {
          type: 'string',
          description: 'Name of the Secret that holds the connection.',
          maxLength: 63,
        },
      },
    },
  },
  {
    kind: 'Queue',
    plural: 'queues',
    title: 'Work queue',
    description:
      'A work queue: each message goes to one worker, and a message that fails too often moves to a dead-letter queue.',
    secretKeys: ['uri', 'name', 'deadLetterUri'],
    targets: ['aws', 'incluster'],
    spec: {
      type: 'object',
      description: 'What the service asks for.',
      required: ['connectionSecretName'],
      properties: {
        size: {
          type: 'string',
          description:
            'Expected traffic: small up to 1 million messages a month, medium 10 million, large 100 million. It bounds the backlog where the queue has a disk of its own, and the cost estimate is made with it.',
          enum: ['small', 'medium', 'large'],
          default: 'small',
        },
        class: {
          type: 'string',
          description:
            'standard is enough for most; high-availability keeps three copies of every message where the queue has servers of its own. The production profile always has them.',
          enum: ['standard', 'high-availability'],
          default: 'standard',
        },
        profile: {
          type: 'string',
          description:
            'learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.',
          enum: ['learning', 'production'],
          default: 'learning',
          'x-kubernetes-validations': [
            {
              rule: "!(oldSelf == 'production' && self == 'learning')",
              message:
                'profile cannot go back from production to learning, because that would drop its protection',
            },
          ],
        },
        region: {
          type: 'string',
          description: 'Where the data lies. It cannot be changed afterwards.',
          enum: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
          default: 'us-east-1',
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message:
                'region cannot be changed, claim a new object and move the data',
            },
          ],
        },
        ordered: {
          type: 'boolean',
          description:
            'true delivers the messages of one group in order and drops doubles. It cannot be changed afterwards.',
          default: false,
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message: 'ordered cannot be changed, claim a new queue',
            },
          ],
        },
        retentionHours: {
          type: 'integer',
          description:
            'How long a message waits before it is dropped, in hours.',
          minimum: 1,
          maximum: 336,
          default: 96,
        },
        visibilityTimeoutSeconds: {
          type: 'integer',
          description:
            'How long a worker has for one message before another worker gets it.',
          minimum: 0,
          maximum: 43200,
          default: 30,
        },
        maxReceives: {
          type: 'integer',
          description:
            'After how many failed tries a message moves to the dead-letter queue.',
          minimum: 1,
          maximum: 1000,
          default: 5,
        },
        deadLetterRetentionHours: {
          type: 'integer',
          description:
            'How long the dead-letter queue keeps a message, in hours.',
          minimum: 1,
          maximum: 336,
          default: 336,
        },
        connectionSecretName: {
          type: 'string',
          description:
            'Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.',
          minLength: 1,
          maxLength: 63,
          pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        },
      },
      'x-kubernetes-validations': [
        {
          rule: 'self.deadLetterRetentionHours >= self.retentionHours',
          message:
            'deadLetterRetentionHours must not be shorter than retentionHours, or a failed message is lost at once',
          fieldPath: '.deadLetterRetentionHours',
        },
      ],
    },
    status: {
      type: 'object',
      description: 'What the platform has made.',
      properties: {
        name: {
          type: 'string',
          description: 'Name of the queue on its server.',
          maxLength: 255,
        },
        uri: {
          type: 'string',
          description: 'Address of the queue, without a password.',
          maxLength: 1024,
        },
        deadLetterUri: {
          type: 'string',
          description: 'Address of the dead-letter queue, without a password.',
          maxLength: 1024,
        },
        connectionSecretName: {
          type: 'string',
          description: 'Name of the Secret that holds the connection.',
          maxLength: 63,
        },
      },
    },
  },
  {
    kind: 'Bucket',
    plural: 'buckets',
    title: 'Object storage bucket',
    description:
      'A bucket for files, never public, encrypted with a key of the platform.',
    secretKeys: ['uri', 'bucket', 'endpoint', 'region'],
    targets: ['aws', 'incluster'],
    spec: {
      type: 'object',
      description: 'What the service asks for.',
      required: ['connectionSecretName'],
      properties: {
        size: {
          type: 'string',
          description:
            'Expected content: small up to 10 GiB, medium 100 GiB, large 1 TiB. It is the quota where the bucket has a disk of its own, and the cost estimate is made with it.',
          enum: ['small', 'medium', 'large'],
          default: 'small',
        },
        class: {
          type: 'string',
          description:
            'standard for files read often; infrequent-access moves a file to cheaper storage after 30 days.',
          enum: ['standard', 'infrequent-access'],
          default: 'standard',
        },
        profile: {
          type: 'string',
          description:
            'learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.',
          enum: ['learning', 'production'],
          default: 'learning',
          'x-kubernetes-validations': [
            {
              rule: "!(oldSelf == 'production' && self == 'learning')",
              message:
                'profile cannot go back from production to learning, because that would drop its protection',
            },
          ],
        },
        region: {
          type: 'string',
          description: 'Where the data lies. It cannot be changed afterwards.',
          enum: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
          default: 'us-east-1',
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message:
                'region cannot be changed, claim a new object and move the data',
            },
          ],
        },
        versioning: {
          type: 'boolean',
          description:
            'true keeps the old content when a file is replaced or deleted. The production profile needs it.',
          default: true,
        },
        expireAfterDays: {
          type: 'integer',
          description:
            'Deletes files this many days after they were written. Left out, files stay.',
          minimum: 1,
          maximum: 3650,
        },
        archiveAfterDays: {
          type: 'integer',
          description:
            'Moves files to archive storage after this many days. Left out, they are not moved.',
          minimum: 30,
          maximum: 3650,
        },
        keepOldVersionsDays: {
          type: 'integer',
          description: 'How long replaced or deleted content is kept.',
          minimum: 1,
          maximum: 3650,
          default: 30,
        },
        connectionSecretName: {
          type: 'string',
          description:
            'Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.',
          minLength: 1,
          maxLength: 63,
          pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        },
      },
      'x-kubernetes-validations': [
        {
          rule: "self.profile != 'production' || self.versioning",
          message: 'versioning must be true when profile is production',
          fieldPath: '.versioning',
        },
        {
          rule: '!has(self.archiveAfterDays) || !has(self.expireAfterDays) || self.archiveAfterDays < self.expireAfterDays',
          message: 'archiveAfterDays must be smaller than expireAfterDays',
          fieldPath: '.archiveAfterDays',
        },
        {
          rule: "self.class != 'infrequent-access' || !has(self.archiveAfterDays) || self.archiveAfterDays > 30",
          message:
            'archiveAfterDays must be greater than 30 when class is infrequent-access, which moves files at day 30',
          fieldPath: '.archiveAfterDays',
        },
      ],
    },
    status: {
      type: 'object',
      description: 'What the platform has made.',
      properties: {
        bucket: {
          type: 'string',
          description: 'Name of the bucket.',
          maxLength: 63,
        },
        endpoint: {
          type: 'string',
          description: 'Address of the storage service.',
          maxLength: 253,
        },
        connectionSecretName: {
          type: 'string',
          description: 'Name of the Secret that holds the connection.',
          maxLength: 63,
        },
      },
    },
  },
  {
    kind: 'ImageRepository',
    plural: 'imagerepositories',
    title: 'Container image repository',
    description:
      'A repository for container images: tags cannot be moved, and each pushed image is scanned.',
    secretKeys: ['uri', 'name', 'region'],
    targets: ['aws'],
    spec: {
      type: 'object',
      description: 'What the service asks for.',
      required: ['repository', 'connectionSecretName'],
      properties: {
        profile: {
          type: 'string',
          description:
            'learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.',
          enum: ['learning', 'production'],
          default: 'learning',
          'x-kubernetes-validations': [
            {
              rule: "!(oldSelf == 'production' && self == 'learning')",
              message:
                'profile cannot go back from production to learning, because that would drop its protection',
            },
          ],
        },
        region: {
          type: 'string',
          description: 'Where the data lies. It cannot be changed afterwards.',
          enum: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
          default: 'us-east-1',
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message:
                'region cannot be changed, claim a new object and move the data',
            },
          ],
        },
        repository: {
          type: 'string',
          description:
            'Name of the repository in the registry, such as orders/api. It cannot be changed afterwards.',
          minLength: 2,
          maxLength: 200,
          pattern: '^[a-z0-9]+([._-][a-z0-9]+)*(/[a-z0-9]+([._-][a-z0-9]+)*)*$',
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message: 'repository cannot be renamed',
            },
          ],
        },
        keepImages: {
          type: 'integer',
          description: 'How many tagged images are kept; the oldest go first.',
          minimum: 5,
          maximum: 1000,
          default: 50,
        },
        untaggedDays: {
          type: 'integer',
          description: 'After how many days an image without a tag is deleted.',
          minimum: 1,
          maximum: 365,
          default: 7,
        },
        connectionSecretName: {
          type: 'string',
          description:
            'Name of the Secret, in the same namespace, that receives the connection. Its key uri is all a client needs.',
          minLength: 1,
          maxLength: 63,
          pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
        },
      },
      'x-kubernetes-validations': [
        {
          rule: "self.profile != 'production' || self.keepImages >= 20",
          message:
            'keepImages must be at least 20 when profile is production, so that a rollback finds its image',
          fieldPath: '.keepImages',
        },
      ],
    },
    status: {
      type: 'object',
      description: 'What the platform has made.',
      properties: {
        uri: {
          type: 'string',
          description: 'Address to push to and pull from, without a tag.',
          maxLength: 512,
        },
        connectionSecretName: {
          type: 'string',
          description: 'Name of the Secret that holds the connection.',
          maxLength: 63,
        },
      },
    },
  },
  {
    kind: 'WorkloadIdentity',
    plural: 'workloadidentities',
    title: 'Workload identity',
    description:
      'Lets one ServiceAccount of this namespace use named parts of the platform, without a password, and nothing else.',
    secretKeys: [],
    targets: ['aws'],
    spec: {
      type: 'object',
      description: 'What the service asks for.',
      required: ['serviceAccountName', 'access'],
      properties: {
        profile: {
          type: 'string',
          description:
            'learning keeps the bill low and lets the object be deleted; production turns on redundancy, long backups and deletion protection.',
          enum: ['learning', 'production'],
          default: 'learning',
          'x-kubernetes-validations': [
            {
              rule: "!(oldSelf == 'production' && self == 'learning')",
              message:
                'profile cannot go back from production to learning, because that would drop its protection',
            },
          ],
        },
        region: {
          type: 'string',
          description: 'Where the data lies. It cannot be changed afterwards.',
          enum: ['us-east-1', 'us-west-2', 'eu-west-1', 'ap-south-1'],
          default: 'us-east-1',
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message:
                'region cannot be changed, claim a new object and move the data',
            },
          ],
        },
        serviceAccountName: {
          type: 'string',
          description:
            'Name of the ServiceAccount, in the same namespace, that gets the identity. It cannot be changed afterwards.',
          minLength: 1,
          maxLength: 63,
          pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$',
          'x-kubernetes-validations': [
            {
              rule: 'self == oldSelf',
              message:
                'serviceAccountName cannot be changed, claim a new identity',
            },
            {
              rule: "self != 'default'",
              message:
                'serviceAccountName must not be default, which every pod without an own account shares',
            },
          ],
        },
        access: {
          type: 'array',
          description:
            'What the identity may use. Nothing is allowed that is not named here.',
          minItems: 1,
          maxItems: 20,
          items: {
            type: 'object',
            description: 'One thing and what may be done with it.',
            required: ['to', 'name'],
            properties: {
              to: {
                type: 'string',
                description: 'What kind of thing it is.',
                enum: [
                  'secret',
                  'bucket',
                  'queue',
                  'image-repository',
                  'database',
                ],
              },
              name: {
                type: 'string',
                description:
                  "Name of the thing: the path of a secret, the name of a bucket, a queue or an image repository, or the name of a database's resource and role as resource/role.",
                minLength: 1,
                maxLength: 200,
                pattern: '^[a-zA-Z0-9][a-zA-Z0-9/_.-]*$',
              },
              level: {
                type: 'string',
                description:
                  'read looks, write also changes. A secret and a database know only read.',
                enum: ['read', 'write'],
                default: 'read',
              },
            },
            'x-kubernetes-validations': [
              {
                rule: "self.level == 'read' || !(self.to in ['secret', 'database'])",
                message: 'level must be read for a secret or a database',
                fieldPath: '.level',
              },
              {
                rule: "self.to != 'database' || self.name.matches('^[a-zA-Z0-9-]+/[a-z][a-z0-9_]*$')",
                message:
                  'name must be resource/role for a database, such as db-ABCDEFG/orders',
                fieldPath: '.name',
              },
            ],
          },
        },
      },
      'x-kubernetes-validations': [
        {
          rule: 'self.access.all(a, self.access.exists_one(b, b.to == a.to && b.name == a.name))',
          message: 'access must name each thing once',
          fieldPath: '.access',
        },
      ],
    },
    status: {
      type: 'object',
      description: 'What the platform has made.',
      properties: {
        identity: {
          type: 'string',
          description:
            "What the cloud calls the identity, for the ServiceAccount's annotation.",
          maxLength: 512,
        },
      },
    },
  },
];
