/** The sample resource. Replace it with the first resource of your domain. */
export interface Item {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface ItemInput {
  readonly name: string;
  readonly description?: string;
}

export type ItemChange = Partial<ItemInput>;
