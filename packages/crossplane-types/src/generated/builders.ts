// Generated from crossplane/apis by `yarn workspace @notes/crossplane-types generate`. Do not edit.

import { buildClaim, Claim, ClaimOptions } from '../buildClaim';

/** Builds the claim of a postgreSQL database, or throws what the API would refuse. @public */
export function buildPostgreSQLInstance(
  options: ClaimOptions<'PostgreSQLInstance'>,
): Claim {
  return buildClaim('PostgreSQLInstance', options);
}

/** Builds the claim of a redis-compatible cache, or throws what the API would refuse. @public */
export function buildRedisCache(options: ClaimOptions<'RedisCache'>): Claim {
  return buildClaim('RedisCache', options);
}

/** Builds the claim of a kafka topic, or throws what the API would refuse. @public */
export function buildKafkaTopic(options: ClaimOptions<'KafkaTopic'>): Claim {
  return buildClaim('KafkaTopic', options);
}

/** Builds the claim of a work queue, or throws what the API would refuse. @public */
export function buildQueue(options: ClaimOptions<'Queue'>): Claim {
  return buildClaim('Queue', options);
}

/** Builds the claim of a object storage bucket, or throws what the API would refuse. @public */
export function buildBucket(options: ClaimOptions<'Bucket'>): Claim {
  return buildClaim('Bucket', options);
}

/** Builds the claim of a container image repository, or throws what the API would refuse. @public */
export function buildImageRepository(
  options: ClaimOptions<'ImageRepository'>,
): Claim {
  return buildClaim('ImageRepository', options);
}

/** Builds the claim of a workload identity, or throws what the API would refuse. @public */
export function buildWorkloadIdentity(
  options: ClaimOptions<'WorkloadIdentity'>,
): Claim {
  return buildClaim('WorkloadIdentity', options);
}
