/**
 * Where a figure comes from.
 *
 * - `course`: the course that this platform is built after names it
 * - `compared`: typed in by hand, and the same figure stands in `seenIn`, which is not AWS itself
 * - `unverified`: typed in by hand, and nothing has been found to compare it with
 */
export type PriceBasis = 'course' | 'compared' | 'unverified';

/** One list price: what, how much, for which unit, and how far it can be trusted. */
export type Price = {
  usd: number;
  unit: 'hour' | 'GB-month' | 'million requests' | 'zone-month' | 'free';
  /** The page of AWS on which it can be looked up. */
  source: string;
  basis: PriceBasis;
  /** Who else names the figure for us-east-1, and as of when. */
  seenIn?: string;
};

const AWS = 'https://aws.amazon.com';
const RDS = '/rds/postgresql/pricing/';
const CACHE = '/elasticache/pricing/';
const PRICE_LIST =
  'AWS Price List API of 2026-10-02, as quoted in a public repository';
const FALLBACKS = 'prices of April 2026 in a public repository, approximate';

/**
 * List prices of AWS in us-east-1, on demand, without tax, discount or free tier. What is made of them is an estimate.
 *
 * They are typed in by hand, not read from a price service, and they grow old. `asOf` is the day on which the table was
 * last gone through, and no promise that AWS charges this today: compare a line with its source before a decision hangs
 * on it.
 */
export const priceTable = {
  asOf: '2026-11-21',
  currency: 'USD',
  region: 'us-east-1',
  prices: {
    // What an environment costs beside its claims.
    'nat-gateway': course(0.045, 'hour', '/vpc/pricing/'),
    'eks-cluster': course(0.1, 'hour', '/eks/pricing/'),
    't3.medium': course(0.0416, 'hour', '/ec2/pricing/on-demand/'),
    'load-balancer': course(0.0225, 'hour', '/elasticloadbalancing/pricing/'),
    'dns-zone': course(0.5, 'zone-month', '/route53/pricing/'),
    vpc: course(0, 'free', '/vpc/pricing/'),
    certificate: course(0, 'free', '/certificate-manager/pricing/'),
    // PostgreSQL, one server; a standby doubles both.
    'db.t4g.small': compared(0.032, 'hour', RDS, 'infratally.com, 2026'),
    'db.m7g.large': compared(0.168, 'hour', RDS, FALLBACKS),
    'db.m7g.2xlarge': compared(0.674, 'hour', RDS, FALLBACKS),
    'rds-gp3': compared(0.115, 'GB-month', RDS, 'usage.ai, June 2026'),
    // Valkey nodes cost a fifth less than Redis OSS.
    'cache.t4g.micro': compared(0.0128, 'hour', CACHE, PRICE_LIST),
    'cache.t4g.medium': compared(0.052, 'hour', CACHE, PRICE_LIST),
    'cache.r7g.large': compared(0.1752, 'hour', CACHE, PRICE_LIST),
    'cache-backup': compared(
      0.085,
      'GB-month',
      CACHE,
      'study notes in a public repository, undated',
    ),
    // A topic shares brokers, so that only its disk is its own.
    'msk-storage': unverified(0.1, 'GB-month', '/msk/pricing/'),
    'sqs-standard': compared(
      0.4,
      'million requests',
      '/sqs/pricing/',
      'cloudburn.io, March 2026',
    ),
    'sqs-fifo': compared(
      0.5,
      'million requests',
      '/sqs/pricing/',
      'cloudburn.io, March 2026',
    ),
    's3-standard': compared(
      0.023,
      'GB-month',
      '/s3/pricing/',
      'cloudburn.io, March 2026',
    ),
    's3-standard-ia': unverified(0.0125, 'GB-month', '/s3/pricing/'),
    'ecr-storage': compared(
      0.1,
      'GB-month',
      '/ecr/pricing/',
      'cloudburn.io, March 2026',
    ),
    iam: unverified(0, 'free', '/iam/'),
  },
} as const;

/** Name of a price in the table. */
export type PriceName = keyof typeof priceTable.prices;

function course(usd: number, unit: Price['unit'], path: string): Price {
  return { usd, unit, source: `${AWS}${path}`, basis: 'course' };
}

function compared(
  usd: number,
  unit: Price['unit'],
  path: string,
  seenIn: string,
): Price {
  return { usd, unit, source: `${AWS}${path}`, basis: 'compared', seenIn };
}

function unverified(usd: number, unit: Price['unit'], path: string): Price {
  return { usd, unit, source: `${AWS}${path}`, basis: 'unverified' };
}
