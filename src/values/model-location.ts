/** Where the server finds the model's files, as the source has prepared them. */
export interface ModelLocation {
  /** Absolute path in the container; with `hub` the id of a Hugging Face repository; with `scheme` what the server is told to fetch. */
  readonly path: string;

  /** Whether the server has to fetch the model itself, from a Hugging Face hub. Only engines with `loadsFromHuggingFace` see `true`. */
  readonly hub: boolean;

  /**
   * Scheme of what the server fetches itself from elsewhere, for example `s3` or `ollama`. Only engines that have it in `fetches` see one.
   *
   * @default - the files are in the Pod, or come from a Hugging Face hub
   */
  readonly scheme?: string;

  /**
   * Whether the image of the server has the files at `path`, so that nothing is mounted there.
   *
   * @default - no: they are mounted, or fetched
   */
  readonly inImage?: boolean;

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

  /**
   * Absolute path of the file that maps images or sound to the model's own input (`mmproj-….gguf`); with `hub` its name in the repository. Only engines with `takesProjector` see one.
   *
   * @default - none
   */
  readonly projector?: string;

  /**
   * Absolute paths of the low-rank adapters that are served beside the model, by the name that clients send.
   *
   * @default - none besides those that the engine was given
   */
  readonly adapters?: { [name: string]: string };

  /**
   * Absolute path of the model that drafts tokens for this one.
   *
   * @default - none besides that which the engine was given
   */
  readonly draftModel?: string;
}
