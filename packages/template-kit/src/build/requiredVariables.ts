import type { EmittedRepository } from '../repository';

/** The variables without which a service must not start in production, by what was chosen. */
export function requiredVariables({ values }: EmittedRepository): string[] {
  const { database, cache, events } = values;
  const isChosen = (value: unknown) => value !== undefined && value !== 'none';
  return [
    ...['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_JWKS_URL'],
    ...(isChosen(database) ? ['DATABASE_URL'] : []),
    ...(isChosen(cache) ? ['REDIS_URL'] : []),
    ...(isChosen(events) ? ['KAFKA_BROKERS'] : []),
  ];
}
