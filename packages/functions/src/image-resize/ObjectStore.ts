export interface StoredObject {
  readonly bytes: Buffer;
  /** Changes with the content. */
  readonly etag: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface NewObject {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Place {
  readonly bucket: string;
  readonly key: string;
}

/** Where images come from and go to. */
export interface ObjectStore {
  /** The object, unless it is not there or larger than allowed; then none of its bytes are read. */
  get(
    place: Place,
    mostBytes: number,
  ): Promise<StoredObject | 'absent' | 'too large'>;
  metadataOf(
    place: Place,
  ): Promise<Readonly<Record<string, string>> | undefined>;
  put(place: Place, object: NewObject): Promise<void>;
}
