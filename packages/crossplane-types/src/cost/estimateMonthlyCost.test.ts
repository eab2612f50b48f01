import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import {
  buildClaim,
  estimateEnvironmentCost,
  estimateMonthlyCost,
  priceTable,
  sumCosts,
} from '..';
import type { Price } from './priceTable';
import { CACHE_CLASSES, DATABASE_CLASSES } from './claimLines';

const CROSSPLANE = resolve(__dirname, '../../../../crossplane');
const secret = { connectionSecretName: 's' };

function example(path: string) {
  return parse(readFileSync(resolve(CROSSPLANE, 'examples', path), 'utf8'));
}

describe('estimateMonthlyCost', () => {
  it.each([
    // 730 h × 0.032 + 20 GB × 0.115
    ['postgresqlinstances/learning.yaml', 'dev', 25.66],
    // 2 × (730 h × 0.168 + 100 GB × 0.115)
    ['postgresqlinstances/production.yaml', 'prod', 268.28],
    // 730 h × 0.0128
    ['rediscaches/learning.yaml', 'dev', 9.34],
    // 3 × 730 h × 0.052 + 7 × 3 GB × 0.085
    ['rediscaches/production.yaml', 'prod', 115.67],
    // 3 partitions × 2 copies × 1 GB × 0.10
    ['kafkatopics/learning.yaml', 'dev', 0.6],
    // 13 partitions × 3 copies × 10 GB × 0.10
    ['kafkatopics/production.yaml', 'prod', 39],
    // 3 million requests × 0.40
    ['queues/learning.yaml', 'dev', 1.2],
    // 30 million requests × 0.50
    ['queues/ordered-production.yaml', 'prod', 15],
    // 10 GB × 0.023
    ['buckets/learning.yaml', 'dev', 0.23],
    // 100 GB × 0.0125
    ['buckets/production.yaml', 'prod', 1.25],
    // 50 × 0.15 GB × 0.10
    ['imagerepositories/learning.yaml', 'dev', 0.75],
    ['workloadidentities/production.yaml', 'prod', 0],
  ] as const)('prices %s in %s at %d USD', (path, environment, usd) => {
    const estimate = estimateMonthlyCost(example(path), environment);
    expect(estimate.monthlyUsd).toBe(usd);
    expect(estimate).toMatchObject({ currency: 'USD', asOf: priceTable.asOf });
    const sum = estimate.lines.reduce((all, line) => all + line.monthlyUsd, 0);
    expect(sum).toBeCloseTo(usd, 2);
  });

  it('counts a claim as production in prod', () => {
    const claim = example('postgresqlinstances/learning.yaml');
    expect(estimateMonthlyCost(claim, 'prod').monthlyUsd).toBe(51.32);
  });

  it('adds nothing for a development cluster', () => {
    const claim = example('postgresqlinstances/learning.yaml');
    expect(estimateMonthlyCost(claim, 'incluster')).toMatchObject({
      monthlyUsd: 0,
      lines: [],
    });
  });

  it('prices both forms alike', () => {
    const [namespaced, classic] = (['namespaced', 'claims'] as const).map(
      form =>
        estimateMonthlyCost(
          buildClaim('RedisCache', { name: 'a', form, spec: secret }),
          'dev',
        ),
    );
    expect(classic).toEqual(namespaced);
  });

  it('refuses a claim that the control plane refuses', () => {
    expect(() =>
      estimateMonthlyCost(
        { kind: 'Queue', spec: { ...secret, size: 'huge' } },
        'dev',
      ),
    ).toThrow(/spec\.size is "huge"/);
  });

  it('chooses the classes that the compositions choose', () => {
    const template = (plural: string) =>
      readFileSync(resolve(CROSSPLANE, 'apis', plural, 'aws.gotmpl'), 'utf8');
    for (const [classes, plural] of [
      [DATABASE_CLASSES, 'postgresqlinstances'],
      [CACHE_CLASSES, 'rediscaches'],
    ] as const) {
      const words = Object.entries(classes).map(([s, c]) => `"${s}" "${c}"`);
      expect(template(plural)).toContain(`(dict ${words.join(' ')})`);
    }
  });
});

describe('estimateEnvironmentCost', () => {
  it('adds up the published prices', () => {
    // 730 h × (0.10 + 3 × 0.0416 + 0.045 + 0.0225) + 0.50
    expect(
      estimateEnvironmentCost({ nodes: 3, natGateways: 1, zones: 1 })
        .monthlyUsd,
    ).toBe(213.88);
  });
});

describe('sumCosts', () => {
  it('adds lines and says each assumption once', () => {
    const claim = example('queues/learning.yaml');
    const one = estimateMonthlyCost(claim, 'dev');
    const sum = sumCosts([one, one]);
    expect(sum.monthlyUsd).toBe(2.4);
    expect(sum.lines).toHaveLength(2);
    expect(sum.assumptions).toEqual(one.assumptions);
    expect(sumCosts([]).monthlyUsd).toBe(0);
  });
});

describe('the price table', () => {
  it('says of every price how far it can be trusted', () => {
    const prices: Price[] = Object.values(priceTable.prices);
    for (const { basis, seenIn } of prices) {
      expect(['course', 'compared', 'unverified']).toContain(basis);
      expect(basis === 'compared').toBe(seenIn !== undefined);
    }
  });

  it('says so in an estimate that rests on a price nobody else names', () => {
    const topic = estimateMonthlyCost(
      example('kafkatopics/learning.yaml'),
      'dev',
    );
    expect(topic.assumptions).toContainEqual(
      'The price of msk-storage, 0.1 USD for each GB-month, was not compared with a second source.',
    );
    const queue = estimateMonthlyCost(example('queues/learning.yaml'), 'dev');
    expect(queue.assumptions.join()).not.toContain('second source');
  });

  it('says day, source and unit of every price', () => {
    expect(priceTable.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    for (const price of Object.values(priceTable.prices)) {
      expect(price.source).toMatch(/^https:\/\/aws\.amazon\.com\//);
      expect(price.usd).toBeGreaterThanOrEqual(0);
      expect(price.usd === 0).toBe(price.unit === 'free');
    }
  });
});
