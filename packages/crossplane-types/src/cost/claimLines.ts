import type { ClaimKind } from '../generated/types';
import { HOURS_PER_MONTH, Quantity } from './Quantity';
import type { PriceName } from './priceTable';

type Spec = Record<string, unknown>;
type Lines = { quantities: Quantity[]; assumptions: string[] };
type Size = 'small' | 'medium' | 'large';

/** The same choices as the AWS compositions make; a test compares the two. */
export const DATABASE_CLASSES: Record<Size, PriceName> = {
  small: 'db.t4g.small',
  medium: 'db.m7g.large',
  large: 'db.m7g.2xlarge',
};
export const CACHE_CLASSES: Record<Size, PriceName> = {
  small: 'cache.t4g.micro',
  medium: 'cache.t4g.medium',
  large: 'cache.r7g.large',
};
const CACHE_GIB: Record<Size, number> = { small: 0.5, medium: 3, large: 13 };
const TOPIC_GIB: Record<Size, number> = { small: 1, medium: 10, large: 50 };
const QUEUE_MILLIONS: Record<Size, number> = {
  small: 1,
  medium: 10,
  large: 100,
};
const BUCKET_GIB: Record<Size, number> = {
  small: 10,
  medium: 100,
  large: 1024,
};
/** A message is sent, received and deleted. */
const REQUESTS_PER_MESSAGE = 3;
const IMAGE_GIB = 0.15;

const BY_KIND: Record<ClaimKind, (spec: Spec) => Lines> = {
  PostgreSQLInstance: databaseLines,
  RedisCache: cacheLines,
  KafkaTopic: topicLines,
  Queue: queueLines,
  Bucket: bucketLines,
  ImageRepository: imageLines,
  WorkloadIdentity: () => ({
    quantities: [{ item: 'Identity', price: 'iam', quantity: 1 }],
    assumptions: [],
  }),
};

/** What a completed spec is paid for, in quantities. */
export function claimLines(kind: ClaimKind, spec: Spec): Lines {
  return BY_KIND[kind](spec);
}

function isAvailable(spec: Spec): boolean {
  return spec.profile === 'production' || spec.class === 'high-availability';
}

function databaseLines(spec: Spec): Lines {
  const price = DATABASE_CLASSES[spec.size as Size];
  const servers = isAvailable(spec) ? 2 : 1;
  const storage = spec.storageGiB as number;
  return {
    quantities: [
      {
        item:
          servers === 2 ? `Server ${price} with a standby` : `Server ${price}`,
        price,
        quantity: HOURS_PER_MONTH * servers,
      },
      {
        item: servers === 2 ? 'Disk, in two zones' : 'Disk',
        price: 'rds-gp3',
        quantity: storage * servers,
      },
    ],
    assumptions: [
      'Backups stay within the size of the disk, which is included.',
    ],
  };
}

function cacheLines(spec: Spec): Lines {
  const size = spec.size as Size;
  const price = CACHE_CLASSES[size];
  const replicas = (spec.replicas as number) ?? (isAvailable(spec) ? 1 : 0);
  const production = spec.profile === 'production';
  const snapshots =
    (spec.snapshotRetentionDays as number) ?? (production ? 7 : 0);
  return {
    quantities: [
      {
        item: `${replicas + 1} × node ${price}`,
        price,
        quantity: HOURS_PER_MONTH * (replicas + 1),
      },
      ...(snapshots
        ? [
            {
              item: `${snapshots} snapshots`,
              price: 'cache-backup' as const,
              quantity: CACHE_GIB[size] * snapshots,
            },
          ]
        : []),
    ],
    assumptions: snapshots
      ? ['The cache is full when a snapshot is taken.']
      : [],
  };
}

function topicLines(spec: Spec): Lines {
  const copies = isAvailable(spec) ? 3 : 2;
  const partitions =
    (spec.partitions as number) + (spec.deadLetterTopic ? 1 : 0);
  return {
    quantities: [
      {
        item: `Disk of ${partitions} partitions, ${copies} copies each`,
        price: 'msk-storage',
        quantity: TOPIC_GIB[spec.size as Size] * partitions * copies,
      },
    ],
    assumptions: [
      'Every partition keeps as much as its size allows.',
      'The brokers are shared and not counted here.',
    ],
  };
}

function queueLines(spec: Spec): Lines {
  const millions = QUEUE_MILLIONS[spec.size as Size];
  return {
    quantities: [
      {
        item: `${millions} million messages`,
        price: spec.ordered ? 'sqs-fifo' : 'sqs-standard',
        quantity: millions * REQUESTS_PER_MESSAGE,
      },
    ],
    assumptions: ['A message takes three requests and is smaller than 64 KiB.'],
  };
}

function bucketLines(spec: Spec): Lines {
  const quantity = BUCKET_GIB[spec.size as Size];
  const price =
    spec.class === 'infrequent-access' ? 's3-standard-ia' : 's3-standard';
  return {
    quantities: [{ item: `${quantity} GiB of files`, price, quantity }],
    assumptions: [
      'The bucket holds all that its size expects, and nothing is archived yet.',
      'Requests and traffic are not counted.',
    ],
  };
}

function imageLines(spec: Spec): Lines {
  const images = spec.keepImages as number;
  return {
    quantities: [
      {
        item: `${images} images`,
        price: 'ecr-storage',
        quantity: Math.round(images * IMAGE_GIB * 100) / 100,
      },
    ],
    assumptions: [`An image has ${IMAGE_GIB} GiB and shares no layer.`],
  };
}
