/** The place where the server finds the model's files, as the source prepares them. */
export interface ModelLocation {
  /** Absolute path in the container; with `hub` the id of a Hugging Face repository; with `scheme` the address that the server fetches. */
  readonly path: string;

  /** Whether the server has to load the model from a Hugging Face hub by itself. Only engines with `loadsFromHuggingFace` get `true`. */
  readonly hub: boolean;

  /**
   * Scheme of an address that the server fetches by itself from another place, for example `s3` or `ollama`. Only engines with that scheme in
   * `fetches` get one.
   *
   * @default - the files are in the Pod, or come from a Hugging Face hub
   */
  readonly scheme?: string;

  /**
   * Whether the image of the server has the files at `path`, so that nothing is mounted there.
   *
   * @default - false: they are mounted, or fetched
   */
  readonly inImage?: boolean;

  /**
   * The revision (commit) to load from the hub.
   *
   * @default - the default branch of the repository
   */
  readonly revision?: string;

  /**
   * With `hub`, the single file of the repository that is the model. An engine that cannot load a single file has to refuse it.
   *
   * @default - the whole repository
   */
  readonly file?: string;

  /**
   * Absolute path of the file that maps images or sound to the model's own input (`mmproj-….gguf`); with `hub` its name in the repository. Only
   * engines with `takesProjector` get one.
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
