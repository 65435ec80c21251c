/** What is known of a source. */
export interface LockedSource {
  /** The commit that its revision is, for a repository of the hub. */
  readonly commit?: string;
  /** The digest of an image. */
  readonly digest?: string;
  /** Bytes of all its files. */
  readonly bytes?: number;
  /** Each file of a repository. */
  readonly files?: { readonly [path: string]: LockedFile };
}

/** A file of a repository, with its hash where the hub knows one. */
export interface LockedFile {
  readonly bytes: number;
  readonly sha256?: string;
}
