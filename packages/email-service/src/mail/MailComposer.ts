import type { MailMessage } from '@notes/functions/email-notification';
import type { Recipient } from '../data/RecipientStore.ts';
import { messageIdOf, type Delivery } from '../domain/Delivery.ts';
import { oneLine } from '../templates/oneLine.ts';
import { templateOf } from '../templates/catalogue.ts';
import type { Renderer } from '../templates/Renderer.ts';
import type { UnsubscribeLinks } from './UnsubscribeLinks.ts';

export interface MailComposerOptions {
  readonly renderer: Renderer;
  readonly links: UnsubscribeLinks;
  readonly publicUrl: string;
  readonly from: { readonly address: string; readonly name: string };
}

/** Makes the mail of a delivery, ready for any mail system. */
export class MailComposer {
  readonly #options: MailComposerOptions;

  constructor(options: MailComposerOptions) {
    this.#options = options;
  }

  async compose(
    delivery: Delivery,
    recipient: Recipient | undefined,
  ): Promise<MailMessage> {
    const { data, sendKey, template } = delivery;
    const category = templateOf(template)?.category;
    if (!data || !category || recipient?.email === undefined) {
      throw new Error('the delivery has no data, no template or no recipient');
    }
    const { from, links, publicUrl, renderer } = this.#options;
    const { userId } = recipient;
    const unsubscribeUrl =
      category === 'notes'
        ? await links.urlFor({ userId, category })
        : undefined;
    const name = oneLine(recipient.name);
    return {
      key: sendKey,
      messageId: messageIdOf(sendKey, publicUrl),
      from,
      to: { address: recipient.email, ...(name !== '' && { name }) },
      ...renderer.render({
        template,
        data,
        recipientName: recipient.name,
        unsubscribeUrl,
      }),
      headers: {
        'Auto-Submitted': 'auto-generated',
        ...(unsubscribeUrl !== undefined && {
          'List-Unsubscribe': `<${unsubscribeUrl}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        }),
      },
    };
  }
}
