import type { KeyRow, Snapshot } from '../data/ConfigReader.ts';
import type { Proposal } from '../data/ProposalStore.ts';
import type { Effective } from '../domain/Layer.ts';
import { typeOf } from '../domain/checkValue.ts';
import { etagOf } from '../http/etag.ts';

/** A whole configuration, as services read it. */
export function configView({ environment, resolved, version }: Snapshot) {
  const entries = [...resolved];
  return {
    environment,
    version,
    values: Object.fromEntries(entries.map(([key, one]) => [key, one.value])),
    sources: Object.fromEntries(entries.map(([key, one]) => [key, one.source])),
  };
}

export function valueView(
  environment: string,
  {
    key,
    effective,
    known,
  }: { key: string; effective: Effective; known?: KeyRow },
) {
  const { source, value, version } = effective;
  return {
    environment,
    key,
    type: known?.type ?? typeOf(value),
    value,
    source,
    version,
    description: known?.description ?? '',
    ...(known?.schema === undefined ? {} : { schema: known.schema }),
  };
}

export function proposalView({ command, ...proposal }: Proposal) {
  const { kind: action, reason } = command;
  return {
    ...proposal,
    action,
    reason,
    ...(command.kind === 'rollback'
      ? { to: command.to }
      : { key: command.key }),
    ...(command.kind === 'set' ? { value: command.value } : {}),
  };
}

/** 202: what was asked for waits for a second person. */
export function proposed(proposal: Proposal) {
  return {
    status: 202,
    headers: { Location: `/api/config/proposals/${proposal.id}` },
    body: proposalView(proposal),
  };
}

export function configAnswer(snapshot: Snapshot) {
  return {
    status: 200,
    headers: { ETag: etagOf(snapshot.version), 'Cache-Control': 'no-cache' },
    body: configView(snapshot),
  };
}
