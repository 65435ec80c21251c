import { Size } from 'cdk8s';
import { ModelLayout } from '../values/model-layout';

/** The options of every source about the model's files. */
export interface ModelSourceOptions {
  /**
   * Size of the files. The weight cache, ephemeral storage, the start-up budget and the progress deadline are derived
   * from it, and a model that cannot fit is an error at synth. An estimate is enough: derived sizes are rounded up to whole GiB.
   *
   * @default - unknown; the library assumes the largest size that the accelerators can hold, or the memory limit without accelerators
   */
  readonly size?: Size;

  /**
   * The layout of the files in the source, so that the files land where the server looks for them.
   *
   * @default ModelLayout.FILES
   */
  readonly layout?: ModelLayout;
}

/** Options of files that are in an object store. */
export interface StoreSourceOptions extends DownloadSourceOptions {
  /**
   * Whether the server reads the store by itself, so that nothing is downloaded before it starts: vLLM and SGLang stream weights into memory
   * (`--load-format runai_streamer`), Triton reads its repository. The credentials are then in the environment of the server. Throws together with
   * options of a download; an engine that cannot read the store is an error at synth.
   *
   * @default false
   */
  readonly readByServer?: boolean;
}

/** Options of files that an init container downloads. */
export interface DownloadSourceOptions extends ModelSourceOptions {
  /**
   * Name that a single file gets in the Pod. Only for a single file; throws for a folder.
   *
   * @default - `model.onnx`, `model.plan` or `model.pt` by the ending, because servers look for that name (`.engine` and `.trt` are plans too); other
   * files keep theirs
   */
  readonly fileName?: string;

  /**
   * Patterns of the files of a folder that are downloaded, for example `*.safetensors`; `*` is anything but a slash, `**` anything.
   *
   * @default - all
   */
  readonly include?: string[];

  /**
   * Patterns of the files of a folder that are not downloaded; they win over `include`.
   *
   * @default - none
   */
  readonly exclude?: string[];

  /**
   * SHA-256 hash of a single file, 64 hexadecimal digits. A file with another hash is never served, and a new hash here rolls out new Pods.
   *
   * @default - not verified; a pickle is then a warning (`pickle-not-verified`)
   */
  readonly sha256?: string;

  /**
   * Image of the container that downloads the files: rclone, with a shell.
   *
   * @default - `rclone/rclone`, in a version that the library pins
   */
  readonly downloaderImage?: string;
}
