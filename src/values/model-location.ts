/** Where the server finds the model's files, as the source has prepared them. */
export interface ModelLocation {
  /** Absolute path in the container, or, with `hub`, the id of a Hugging Face repository. */
  readonly path: string;

  /** Whether the server has to fetch the model itself, from a Hugging Face hub. Only engines with `loadsFromHuggingFace` see `true`. */
  readonly hub: boolean;

  /**
   * The revision (commit) to load from the hub.
   *
   * @default - the default branch of the repository
   */
  readonly revision?: string;

  /**
   * With `hub`, the one file of the repository that is the model. An engine that cannot be told of a file has to refuse it.
   *
   * @default - the whole repository
   */
  readonly file?: string;
}
