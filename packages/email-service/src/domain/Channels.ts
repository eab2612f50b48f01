import { isIP } from 'node:net';
import { inTransaction, Problem, type Clock } from '@notes/service-kit';
import type { Pool, PoolClient } from 'pg';
import type { ChannelTarget, TargetKind } from '../channels/ChannelTarget.ts';
import { isPublicAddress } from '../channels/isPublicAddress.ts';
import type { SecretBox } from '../channels/SecretBox.ts';
import { newWebhookSecret } from '../channels/signWebhook.ts';
import { ChannelStore } from '../data/ChannelStore.ts';
import { RecipientStore } from '../data/RecipientStore.ts';

export interface TargetInput {
  readonly enabled: boolean;
  /** Absent to keep the one that is there. */
  readonly url?: string;
}

export interface ChannelsInput {
  readonly mail: { readonly enabled: boolean };
  /** Null to remove it. */
  readonly slack: TargetInput | null;
  readonly webhook: TargetInput | null;
}

export interface ChannelsState {
  readonly mail: boolean;
  readonly targets: readonly ChannelTarget[];
}

export interface ChannelsOptions {
  readonly pool: Pool;
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly allowHttp: boolean;
  readonly allowPrivate: boolean;
}

const SLACK_HOST = 'hooks.slack.com';
const OVERLAP_MS = 24 * 3_600_000;

/** Where a user wants to hear of their notes. */
export class Channels {
  readonly #options: ChannelsOptions;

  constructor(options: ChannelsOptions) {
    this.#options = options;
  }

  read(userId: string): Promise<ChannelsState> {
    return this.#stateOf(this.#options.pool, userId);
  }

  /** Replaces all channels. The secret of a webhook is answered when it is new, and never again. */
  replace(
    userId: string,
    input: ChannelsInput,
  ): Promise<ChannelsState & { readonly newSecret?: string }> {
    const now = this.#options.clock.now();
    return inTransaction(this.#options.pool, async client => {
      await new ChannelStore(client).lock(userId);
      const before = await this.#stateOf(client, userId);
      const recipients = new RecipientStore(client);
      if (input.mail.enabled) await recipients.subscribe(userId, 'notes');
      else await recipients.unsubscribe(userId, 'notes', now);
      let newSecret: string | undefined;
      for (const kind of ['slack', 'webhook'] as const) {
        const made = await this.#put(client, {
          userId,
          kind,
          input: input[kind],
          before,
        });
        newSecret ??= made;
      }
      const state = await this.#stateOf(client, userId);
      return { ...state, ...(newSecret !== undefined && { newSecret }) };
    });
  }

  /** A new secret that signs beside the old one for a day. */
  rotate(
    userId: string,
  ): Promise<{ readonly secret: string; readonly previousUntil: Date }> {
    const { box, clock, pool } = this.#options;
    const now = clock.now();
    return inTransaction(pool, async client => {
      const store = new ChannelStore(client);
      await store.lock(userId);
      const { targets } = await this.#stateOf(client, userId);
      const webhook = targets.find(({ kind }) => kind === 'webhook');
      if (!webhook) throw new Problem(404, 'There is no webhook.');
      const { previousUntil: until, secrets } = webhook;
      if (until) {
        // A second one now would end the secret that the receiver may still use.
        throw new Problem(
          409,
          `The last rotation is under way until ${until.toISOString()}.`,
        );
      }
      const secret = newWebhookSecret();
      const previousUntil = new Date(now.getTime() + OVERLAP_MS);
      await store.save(
        userId,
        { ...webhook, secrets: [secret, ...secrets], previousUntil },
        { box, now },
      );
      return { secret, previousUntil };
    });
  }

  async #stateOf(
    db: Pool | PoolClient,
    userId: string,
  ): Promise<ChannelsState> {
    const { box, clock } = this.#options;
    const isOff = await new RecipientStore(db).hasUnsubscribed(userId, 'notes');
    return {
      mail: !isOff,
      targets: await new ChannelStore(db).targetsOf(userId, box, clock.now()),
    };
  }

  async #put(
    client: PoolClient,
    change: {
      userId: string;
      kind: TargetKind;
      input: TargetInput | null;
      before: ChannelsState;
    },
  ): Promise<string | undefined> {
    const { before, input, kind, userId } = change;
    const store = new ChannelStore(client);
    if (input === null) {
      await store.remove(userId, kind);
      return undefined;
    }
    const known = before.targets.find(one => one.kind === kind);
    const url =
      input.url === undefined ? known?.url : this.#checkUrl(kind, input.url);
    if (url === undefined)
      throw wrongUrl(kind, 'required, as there is none yet');
    const isNew = kind === 'webhook' && known?.url !== url;
    const secret = isNew ? newWebhookSecret() : undefined;
    const target: ChannelTarget = {
      kind,
      url,
      enabled: input.enabled,
      reason: input.enabled ? undefined : known?.reason,
      // Another receiver must not be able to sign what the last one believes.
      secrets: secret === undefined ? (known?.secrets ?? []) : [secret],
      previousUntil: secret === undefined ? known?.previousUntil : undefined,
    };
    const { box, clock } = this.#options;
    await store.save(userId, target, { box, now: clock.now() });
    return secret;
  }

  /** What can be told without asking anyone; the rest is refused when the connection is made. */
  #checkUrl(kind: TargetKind, text: string): string {
    const { allowHttp, allowPrivate } = this.#options;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (
      !url ||
      !(url.protocol === 'https:' || (allowHttp && url.protocol === 'http:'))
    ) {
      throw wrongUrl(kind, 'expected https://host/path');
    }
    if (url.username !== '' || url.password !== '') {
      throw wrongUrl(kind, 'expected no user and no password');
    }
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (
      !allowPrivate &&
      (host === 'localhost' || (isIP(host) !== 0 && !isPublicAddress(host)))
    ) {
      throw wrongUrl(kind, 'expected a host on the public internet');
    }
    if (kind === 'slack' && !allowPrivate && url.host !== SLACK_HOST) {
      throw wrongUrl(kind, `expected https://${SLACK_HOST}/services/…`);
    }
    url.hash = '';
    return url.href;
  }
}

function wrongUrl(kind: TargetKind, message: string): Problem {
  return new Problem(
    400,
    `The address of the ${kind} channel is not accepted.`,
    {
      errors: [{ in: 'body', field: `/${kind}/url`, message }],
    },
  );
}
