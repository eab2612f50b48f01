import type { Claim } from '../buildClaim';
import { RefusedClaimError } from '../buildClaim';
import type { ClaimKind } from '../generated/types';
import { validateSpec } from '../validateSpec';
import type { CostEstimate, CostLine } from './CostEstimate';
import { claimLines } from './claimLines';
import { priceTable } from './priceTable';
import { HOURS_PER_MONTH, Quantity } from './Quantity';

/** Where the claim runs: an environment of the cloud, or a cluster whose own machines are paid for already. @public */
export type CostEnvironment = 'dev' | 'staging' | 'prod' | 'incluster';

/**
 * Estimates what a claim costs in a month.
 *
 * In a development cluster a claim adds nothing to the bill. Elsewhere the spec decides, since it says the profile;
 * `prod` counts every claim as production, because the overlay of that environment makes it so.
 *
 * @public
 */
export function estimateMonthlyCost(
  claim: Pick<Claim, 'kind' | 'spec'>,
  environment: CostEnvironment,
): CostEstimate {
  if (environment === 'incluster') {
    return toEstimate(
      [],
      ['Runs on machines of the cluster that are paid for already.'],
    );
  }
  const spec = completeClaim(claim);
  const inEnvironment =
    environment === 'prod' ? { ...spec, profile: 'production' } : spec;
  const { quantities, assumptions } = claimLines(claim.kind, inEnvironment);
  return toEstimate(quantities, assumptions);
}

/**
 * Estimates what an environment costs in a month before anything is claimed: control plane, machines, network.
 *
 * @public
 */
export function estimateEnvironmentCost(options: {
  nodes: number;
  natGateways: number;
  zones: number;
}): CostEstimate {
  return toEstimate(
    [
      {
        item: 'Kubernetes control plane',
        price: 'eks-cluster',
        quantity: HOURS_PER_MONTH,
      },
      {
        item: `${options.nodes} machines t3.medium`,
        price: 't3.medium',
        quantity: HOURS_PER_MONTH * options.nodes,
      },
      {
        item: `${options.natGateways} NAT gateways`,
        price: 'nat-gateway',
        quantity: HOURS_PER_MONTH * options.natGateways,
      },
      {
        item: 'Load balancer',
        price: 'load-balancer',
        quantity: HOURS_PER_MONTH,
      },
      {
        item: `${options.zones} DNS zones`,
        price: 'dns-zone',
        quantity: options.zones,
      },
      { item: 'Private network', price: 'vpc', quantity: 1 },
      { item: 'Certificates', price: 'certificate', quantity: 1 },
    ],
    ['Machines run all month, on demand.', 'Traffic is not counted.'],
  );
}

/** Adds up estimates, such as those of all claims of a service. @public */
export function sumCosts(estimates: CostEstimate[]): CostEstimate {
  return {
    ...toEstimate([], []),
    monthlyUsd: round(
      estimates.reduce((sum, each) => sum + each.monthlyUsd, 0),
    ),
    lines: estimates.flatMap(each => each.lines),
    assumptions: [...new Set(estimates.flatMap(each => each.assumptions))],
  };
}

/** Either form of a claim can be priced; the name of the Secret does not matter for it. */
function completeClaim({ kind, spec }: Pick<Claim, 'kind' | 'spec'>) {
  const { writeConnectionSecretToRef, ...own } = spec;
  const name = (writeConnectionSecretToRef as { name?: string })?.name;
  const full =
    name === undefined ? own : { ...own, connectionSecretName: name };
  const validated = validateSpec<ClaimKind>(kind, full);
  if (!validated.spec) {
    throw new RefusedClaimError(kind, validated.problems);
  }
  return { ...validated.spec };
}

function toEstimate(
  quantities: Quantity[],
  assumptions: string[],
): CostEstimate {
  const lines = quantities.map(toLine);
  return {
    currency: 'USD',
    asOf: priceTable.asOf,
    region: priceTable.region,
    monthlyUsd: round(lines.reduce((sum, line) => sum + line.monthlyUsd, 0)),
    lines,
    assumptions: [...assumptions, ...doubtsOf(lines)],
  };
}

/** A price that nobody else names is said to be one, wherever the estimate is shown. */
function doubtsOf(lines: CostLine[]): string[] {
  return lines
    .filter(({ basis, monthlyUsd }) => basis === 'unverified' && monthlyUsd > 0)
    .map(
      ({ price, unitPriceUsd, unit }) =>
        `The price of ${price}, ${unitPriceUsd} USD for each ${unit}, was not compared with a second source.`,
    );
}

function toLine({ item, price, quantity }: Quantity): CostLine {
  const { usd, unit, basis } = priceTable.prices[price];
  return {
    item,
    price,
    quantity,
    unit,
    unitPriceUsd: usd,
    basis,
    monthlyUsd: round(usd * quantity),
  };
}

function round(usd: number): number {
  return Math.round(usd * 100) / 100;
}
