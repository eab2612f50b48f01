import type { Outcome } from '@notes/functions/email-notification';
import type { Clock } from '@notes/service-kit';
import type { Delivery } from '../domain/Delivery.ts';
import type { ChannelTarget } from './ChannelTarget.ts';
import type { PostClient } from './PostClient.ts';
import { signWebhook } from './signWebhook.ts';

export interface ChannelSenderOptions {
  readonly client: PostClient;
  readonly clock: Clock;
}

/** `again`: worth another try. `gone`: the receiver wants no more of these. */
export type SendResult =
  | Outcome
  | { readonly status: 'again'; readonly reason: string }
  | { readonly status: 'gone'; readonly reason: string };

const GONE = 410;
/** Slack means these for good: the hook, the channel or the workspace is not there any more. */
const SLACK_FINAL = new Set([400, 403, 404, 410]);

/** Tells of a note on Slack, or to a webhook that is signed as Standard Webhooks says. */
export class ChannelSender {
  readonly #options: ChannelSenderOptions;

  constructor(options: ChannelSenderOptions) {
    this.#options = options;
  }

  async send(delivery: Delivery, target: ChannelTarget): Promise<SendResult> {
    const { client } = this.#options;
    const request =
      target.kind === 'slack'
        ? slackRequest(delivery)
        : this.#webhookRequest(delivery, target);
    let status: number;
    try {
      status = await client.post({ url: target.url, ...request });
    } catch (error) {
      return {
        status: 'again',
        reason: error instanceof Error ? error.message : String(error),
      };
    }
    if (status >= 200 && status < 300)
      return { status: 'sent', receipt: String(status) };
    const reason = `the receiver answered ${status}`;
    const isFinal =
      target.kind === 'slack' ? SLACK_FINAL.has(status) : status === GONE;
    return { status: isFinal ? 'gone' : 'again', reason };
  }

  #webhookRequest(delivery: Delivery, { secrets }: ChannelTarget) {
    const at = this.#options.clock.now();
    // The body is the same for each attempt; the time of the signature is that of the attempt.
    const body = JSON.stringify({
      type: delivery.template,
      timestamp: delivery.createdAt.toISOString(),
      data: {
        ...delivery.data,
        ...(delivery.noteId !== undefined && { noteId: delivery.noteId }),
        ...(delivery.noteVersion !== undefined && {
          version: delivery.noteVersion,
        }),
      },
    });
    const signature = signWebhook({ id: delivery.sendKey, at, body, secrets });
    return {
      body,
      headers: { 'content-type': 'application/json', ...signature },
    };
  }
}

function slackRequest({ data = {}, template }: Delivery) {
  const { noteUrl, title = template } = data;
  const name = escapeSlack(title);
  const text =
    noteUrl === undefined
      ? name
      : `Saved: <${escapeSlack(noteUrl)}|${name.replaceAll('|', '¦')}>`;
  return {
    body: JSON.stringify({ text, unfurl_links: false }),
    headers: { 'content-type': 'application/json' },
  };
}

/** The three characters that Slack gives a meaning, so that a title cannot mention everyone. */
function escapeSlack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
