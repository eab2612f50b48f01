import { operation, Problem, type Handler } from '@notes/service-kit';
import { ProposalStore, type ProposalState } from '../data/ProposalStore.ts';
import type { ConfigHandlerOptions } from './configHandlers.ts';
import { proposalView } from './views.ts';

interface OfProposal {
  path: { proposalId: string };
}

/** Changes that wait for a second person. */
export function proposalHandlers({
  environments,
  pool,
  service,
}: ConfigHandlerOptions): Record<string, Handler> {
  const store = new ProposalStore(pool);
  return {
    listProposals: operation<{
      path: { environment: string };
      query: { state: ProposalState };
    }>(async ({ path, query }) => {
      const environment = environments.require(path.environment);
      const items = await store.list(environment, query.state);
      return { status: 200, body: { items: items.map(proposalView) } };
    }),

    getProposal: operation<OfProposal>(async ({ path }) => {
      const proposal = await store.find(path.proposalId);
      if (!proposal) {
        throw new Problem(404, `There is no proposal ${path.proposalId}.`);
      }
      return { status: 200, body: proposalView(proposal) };
    }),

    approveProposal: operation<OfProposal>(async ({ caller, path }) => ({
      status: 200,
      body: proposalView(
        await service.approve(path.proposalId, caller.subject),
      ),
    })),

    rejectProposal: operation<OfProposal>(async ({ caller, path }) => ({
      status: 200,
      body: proposalView(await service.reject(path.proposalId, caller.subject)),
    })),
  };
}
