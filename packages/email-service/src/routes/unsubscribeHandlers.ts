import { operation, type Clock, type Handler } from '@notes/service-kit';
import type { Pool } from 'pg';
import { RecipientStore } from '../data/RecipientStore.ts';
import type { UnsubscribeLinks } from '../mail/UnsubscribeLinks.ts';
import { page, PAGE_HEADERS } from '../pages/Pages.ts';

export interface UnsubscribeHandlersOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly links: UnsubscribeLinks;
  readonly publicUrl: string;
}

/**
 * RFC 8058. The page of GET changes nothing, as scanners open every link of a mail; POST does it, without a session and
 * without a redirect, whoever sends it: a mail program or the button of the page.
 */
export function unsubscribeHandlers(
  options: UnsubscribeHandlersOptions,
): Record<string, Handler> {
  const { clock, links, pool, publicUrl } = options;
  const confirm = page('unsubscribe');
  const done = page('unsubscribed');
  return {
    showUnsubscribe: operation<{ query: { readonly token: string } }>(
      async ({ query: { token } }) => {
        await links.read(token);
        const action = `/api/email/unsubscribe?token=${encodeURIComponent(token)}`;
        return {
          status: 200,
          headers: PAGE_HEADERS,
          body: confirm({ action }),
        };
      },
    ),
    unsubscribe: operation<{ query: { readonly token: string } }>(
      async ({ query: { token } }) => {
        const { category, userId } = await links.read(token);
        await new RecipientStore(pool).unsubscribe(
          userId,
          category,
          clock.now(),
        );
        return {
          status: 200,
          headers: PAGE_HEADERS,
          body: done({ publicUrl }),
        };
      },
    ),
  };
}
