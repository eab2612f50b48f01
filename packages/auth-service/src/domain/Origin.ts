/** Where a request comes from, as far as that can be known. */
export interface Origin {
  readonly ip: string;
  readonly userAgent: string;
}
