import type { ItemChange, ItemInput } from '../domain/Item.ts';
import type { ItemService } from '../domain/ItemService.ts';
import type { OperationHandler } from '../http/mountOperations.ts';

/**
 * One handler for each operation of openapi.yaml. The casts are safe: the document declares these types
 * and the validator has checked them before a handler runs.
 */
export function itemHandlers(items: ItemService): Record<string, OperationHandler> {
  return {
    listItems: async ({ query }) => ({
      status: 200,
      body: await items.list(query.limit as number, query.cursor as string | undefined),
    }),

    createItem: async ({ body, caller, header }) => {
      const given = header['Idempotency-Key'] as string | undefined;
      // Two callers may choose the same key; neither must see what the other made.
      const key = given === undefined ? undefined : `http:${caller.subject}:${given}`;
      const item = await items.create(body as ItemInput, key);
      return { status: 201, headers: { Location: `/v1/items/${item.id}` }, body: item };
    },

    getItem: async ({ path }) => ({ status: 200, body: await items.get(path.itemId as string) }),

    updateItem: async ({ path, body }) => ({
      status: 200,
      body: await items.update(path.itemId as string, body as ItemChange),
    }),

    deleteItem: async ({ path }) => {
      await items.remove(path.itemId as string);
      return { status: 204 };
    },
  };
}
