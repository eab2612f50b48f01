import { Counter, type Registry } from 'prom-client';
import type { Delivery } from '../domain/Delivery.ts';

/** Counts what became of deliveries, by channel. */
export function countDeliveries(
  registry: Registry,
): (delivery: Delivery) => void {
  const deliveries = new Counter({
    name: 'email_deliveries_total',
    help: 'Deliveries that are settled.',
    labelNames: ['channel', 'outcome'],
    registers: [registry],
  });
  return ({ channel, state }) => {
    deliveries.inc({ channel, outcome: state });
  };
}
