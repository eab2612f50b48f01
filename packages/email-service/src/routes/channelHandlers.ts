import { operation, type Handler } from '@notes/service-kit';
import type {
  Channels,
  ChannelsInput,
  ChannelsState,
} from '../domain/Channels.ts';
import { userOf } from './userOf.ts';

export function channelHandlers(channels: Channels): Record<string, Handler> {
  return {
    getChannels: operation(async ({ caller }) => ({
      status: 200,
      headers: { 'Cache-Control': 'no-store' },
      body: viewOf(await channels.read(userOf(caller))),
    })),
    putChannels: operation<{ body: ChannelsInput }>(
      async ({ body, caller }) => {
        const { newSecret, ...state } = await channels.replace(
          userOf(caller),
          body,
        );
        return {
          status: 200,
          headers: { 'Cache-Control': 'no-store' },
          body: viewOf(state, newSecret),
        };
      },
    ),
    rotateWebhookSecret: operation(async ({ caller }) => {
      const { previousUntil, secret } = await channels.rotate(userOf(caller));
      return {
        status: 200,
        headers: { 'Cache-Control': 'no-store' },
        body: { secret, previousUntil: previousUntil.toISOString() },
      };
    }),
  };
}

/** Addresses hold secrets, so only their hosts are shown. */
function viewOf({ mail, targets }: ChannelsState, newSecret?: string): object {
  const view = (kind: 'slack' | 'webhook') => {
    const target = targets.find(one => one.kind === kind);
    if (!target) return null;
    const { enabled, previousUntil, reason, url } = target;
    return {
      enabled,
      host: new URL(url).host,
      ...(reason !== undefined && { reason }),
      ...(previousUntil && { previousUntil: previousUntil.toISOString() }),
      ...(kind === 'webhook' &&
        newSecret !== undefined && { secret: newSecret }),
    };
  };
  return {
    mail: { enabled: mail },
    slack: view('slack'),
    webhook: view('webhook'),
  };
}
