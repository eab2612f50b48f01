/** One published price: what, how much, for which unit. */
export type Price = {
  usd: number;
  unit: 'hour' | 'GB-month' | 'million requests' | 'zone-month' | 'free';
  source: string;
};

const AWS = 'https://aws.amazon.com';

/**
 * Published list prices of AWS in us-east-1, on demand, without tax, discount or free tier.
 *
 * They are typed in by hand, not read from a price service, and they grow old: compare a line with its source
 * before a decision hangs on it.
 */
export const priceTable = {
  asOf: '2026-11-01',
  currency: 'USD',
  region: 'us-east-1',
  prices: {
    // What an environment costs beside its claims.
    'nat-gateway': hourly(0.045, '/vpc/pricing/'),
    'eks-cluster': hourly(0.1, '/eks/pricing/'),
    't3.medium': hourly(0.0416, '/ec2/pricing/on-demand/'),
    'load-balancer': hourly(0.0225, '/elasticloadbalancing/pricing/'),
    'dns-zone': price(0.5, 'zone-month', '/route53/pricing/'),
    vpc: price(0, 'free', '/vpc/pricing/'),
    certificate: price(0, 'free', '/certificate-manager/pricing/'),
    // PostgreSQL, one server; a standby doubles both.
    'db.t4g.small': hourly(0.032, '/rds/postgresql/pricing/'),
    'db.m7g.large': hourly(0.168, '/rds/postgresql/pricing/'),
    'db.m7g.2xlarge': hourly(0.674, '/rds/postgresql/pricing/'),
    'rds-gp3': price(0.115, 'GB-month', '/rds/postgresql/pricing/'),
    // Valkey nodes cost a fifth less than Redis OSS.
    'cache.t4g.micro': hourly(0.0128, '/elasticache/pricing/'),
    'cache.t4g.medium': hourly(0.052, '/elasticache/pricing/'),
    'cache.r7g.large': hourly(0.1752, '/elasticache/pricing/'),
    'cache-backup': price(0.085, 'GB-month', '/elasticache/pricing/'),
    // A topic shares brokers, so that only its disk is its own.
    'msk-storage': price(0.1, 'GB-month', '/msk/pricing/'),
    'msk.kafka.m7g.large': hourly(0.204, '/msk/pricing/'),
    'sqs-standard': price(0.4, 'million requests', '/sqs/pricing/'),
    'sqs-fifo': price(0.5, 'million requests', '/sqs/pricing/'),
    's3-standard': price(0.023, 'GB-month', '/s3/pricing/'),
    's3-standard-ia': price(0.0125, 'GB-month', '/s3/pricing/'),
    's3-glacier': price(0.0036, 'GB-month', '/s3/pricing/'),
    'ecr-storage': price(0.1, 'GB-month', '/ecr/pricing/'),
    iam: price(0, 'free', '/iam/'),
  },
} as const;

/** Name of a price in the table. */
export type PriceName = keyof typeof priceTable.prices;

function price(usd: number, unit: Price['unit'], path: string): Price {
  return { usd, unit, source: `${AWS}${path}` };
}

function hourly(usd: number, path: string): Price {
  return price(usd, 'hour', path);
}
