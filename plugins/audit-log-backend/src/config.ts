import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { AuditSeverity } from '@notes/plugin-audit-log-common';

/** @internal */
export interface AuditLogOptions {
  retentionDays: number;
  minimumSeverity: AuditSeverity;
  storeAddresses: boolean;
  extraMetaKeys: string[];
}

/** From what matters least to what matters most. */
export const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

const MAX_RETENTION_DAYS = 3650;

function readRetention(config: Config): number {
  const key = 'auditLog.retentionDays';
  const days = config.getOptionalNumber(key) ?? 365;
  if (!Number.isInteger(days) || days < 1 || days > MAX_RETENTION_DAYS) {
    throw new InputError(
      `Invalid value at '${key}': '${days}'; expected a whole number of days from 1 to ${MAX_RETENTION_DAYS}`,
    );
  }
  return days;
}

function readSeverity(config: Config): AuditSeverity {
  const key = 'auditLog.minimumSeverity';
  const value = config.getOptionalString(key) ?? 'medium';
  const severity = SEVERITIES.find(known => known === value);
  if (!severity) {
    throw new InputError(
      `Invalid value at '${key}': '${value}'; expected one of: ${SEVERITIES.join(
        ', ',
      )}`,
    );
  }
  return severity;
}

/** @internal */
export function readAuditLogOptions(config: Config): AuditLogOptions {
  return {
    retentionDays: readRetention(config),
    minimumSeverity: readSeverity(config),
    storeAddresses:
      config.getOptionalBoolean('auditLog.storeAddresses') ?? true,
    extraMetaKeys:
      config.getOptionalStringArray('auditLog.extraMetaKeys') ?? [],
  };
}
