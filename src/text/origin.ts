/** A text that was read: a file, standard input, a blob. `bytes()` gives it again, for printing a place in it. */
export interface Source {
  /** As the user named it: a path, `<stdin>`, `git:REF:PATH`. */
  readonly name: string;
  /** The whole text. May read it anew. */
  bytes(): Uint8Array;
}

/**
 * Where an item stands: a byte offset into a source. For an object it is where the object's document or list item
 * begins; line and column of one of its fields are found when printed, by reading that item again.
 */
export interface Place {
  readonly source: Source;
  readonly offset: number;
}

/** Names one object of the input. */
export interface ObjectReference {
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

/** Where something comes from: an object, a field of it, and where it was read. Analyses copy it unopened. */
export interface Origin {
  readonly object?: ObjectReference;
  /** As `spec.containers[0].ports[1]`; absent: the object as a whole. */
  readonly path?: string;
  readonly place?: Place;
}
