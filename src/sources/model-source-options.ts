import { Size } from 'cdk8s';
import { ModelLayout } from '../values/model-layout';
import { PersistentVolumeAccessMode } from '../values/persistent-volume-access-mode';
import { SecretKey } from '../values/secret-key';

/** What every source can say of the model's files. */
export interface ModelSourceOptions {
  /**
   * Size of the files. The weight cache, ephemeral storage, the start-up budget and the progress deadline are derived
   * from it, and a model that cannot fit is an error at synth. An estimate is enough: what is derived is rounded up to whole GiB.
   *
   * @default - unknown; the memory of the accelerators is taken as the largest it can be, or the memory limit without accelerators
   */
  readonly size?: Size;

  /**
   * What the source holds, so that the files land where the server looks for them.
   *
   * @default ModelLayout.FILES
   */
  readonly layout?: ModelLayout;
}

/** What can be said of a Hugging Face repository. */
export interface HuggingFaceSourceOptions extends ModelSourceOptions {
  /**
   * Branch, tag or commit to load. Anything but a full commit hash (40 hexadecimal digits) may change under you and is a
   * warning at synth (`revision-not-pinned`).
   *
   * @default - the default branch of the repository, with that warning
   */
  readonly revision?: string;

  /**
   * One file of the repository, for example `llama-2-7b.Q4_K_M.gguf`: only it is loaded, and it is what the server is given. Of a
   * GGUF model in parts (`…-00001-of-00003.gguf`) name the first; all of them are loaded.
   *
   * @default - the whole repository
   */
  readonly file?: string;

  /**
   * Access token for private and gated repositories, handed to every container that downloads as `HF_TOKEN`.
   *
   * @default - none; public repositories need none
   */
  readonly token?: SecretKey;

  /**
   * A mirror of the hub, handed over as `HF_ENDPOINT`.
   *
   * @default - https://huggingface.co
   */
  readonly endpoint?: string;

  /**
   * Image of the container that downloads the files for engines that do not load from the hub. It has to understand
   * what KServe's storage initializer does.
   *
   * @default - `kserve/storage-initializer`, in a version that the library pins
   */
  readonly downloaderImage?: string;
}

/** What can be said of files that an init container downloads. */
export interface DownloadSourceOptions extends ModelSourceOptions {
  /**
   * Name that a single file gets in the Pod. Only for a single file; throws for a folder.
   *
   * @default - `model.onnx`, `model.plan` or `model.pt` by the ending, because servers look for that (`.engine` and `.trt` are plans too);
   * other files keep their name
   */
  readonly fileName?: string;

  /**
   * SHA-256 of a single file, 64 hexadecimal digits. A file with another one is never served, and a new one rolls the Pods.
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

/** What can be said of objects in S3, or in a store with its API. */
export interface S3SourceOptions extends DownloadSourceOptions {
  /**
   * Region of the bucket.
   *
   * @default - `us-east-1` is asked where the bucket is; stores other than AWS rarely need it
   */
  readonly region?: string;

  /**
   * URL of another store with the S3 API (MinIO, Ceph, Cloudflare R2, ...), or of a private endpoint of AWS.
   *
   * @default - AWS, by the region
   */
  readonly endpoint?: string;

  /**
   * Id of an access key; together with `secretAccessKey`.
   *
   * @default - the identity of the Pod's ServiceAccount (IAM roles for service accounts, EKS Pod Identity), or of the node
   */
  readonly accessKeyId?: SecretKey;

  /**
   * The access key's secret; together with `accessKeyId`.
   *
   * @default - as `accessKeyId`
   */
  readonly secretAccessKey?: SecretKey;

  /**
   * Token of temporary credentials.
   *
   * @default - none
   */
  readonly sessionToken?: SecretKey;

  /**
   * Whether the bucket is public and read without credentials.
   *
   * @default false
   */
  readonly anonymous?: boolean;
}

/** What can be said of objects in Google Cloud Storage. */
export interface GcsSourceOptions extends DownloadSourceOptions {
  /**
   * Key of a Google service account: the JSON file, as the value of a Secret's key.
   *
   * @default - the identity of the Pod's ServiceAccount (Workload Identity Federation for GKE), or of the node
   */
  readonly serviceAccountKey?: SecretKey;

  /**
   * Whether the bucket is public and read without credentials.
   *
   * @default false
   */
  readonly anonymous?: boolean;
}

/** What can be said of blobs in an Azure storage account. */
export interface AzureBlobSourceOptions extends DownloadSourceOptions {
  /**
   * Key of the storage account, which opens all of it; prefer `sasUrl`.
   *
   * @default - the identity of the Pod's ServiceAccount (Microsoft Entra Workload ID, which wants the Pod label `azure.workload.identity/use: "true"`), or of the node
   */
  readonly accountKey?: SecretKey;

  /**
   * Signed URL of the container or account (SAS).
   *
   * @default - as `accountKey`
   */
  readonly sasUrl?: SecretKey;

  /**
   * Whether the container is public and read without credentials.
   *
   * @default false
   */
  readonly anonymous?: boolean;
}

/** What can be said of a file, or a folder with a listing, on a web server. */
export interface HttpsSourceOptions extends DownloadSourceOptions {
  /**
   * Value of the `Authorization` header, for example `Bearer …`, as the value of a Secret's key. It is sent to the URL's host
   * only, and not where that redirects to.
   *
   * @default - none; the server is read without credentials
   */
  readonly authorization?: SecretKey;
}

/** What can be said of the files in an OCI image. */
export interface OciImageSourceOptions extends ModelSourceOptions {
  /**
   * Folder in the image that holds the files.
   *
   * @default - the root of the image
   */
  readonly path?: string;
}

/** What can be said of the files on a PersistentVolumeClaim. */
export interface PvcSourceOptions extends ModelSourceOptions {
  /**
   * Folder on the volume that holds the files, or a single model file (`resnet50.onnx`, which the server then sees as `model.onnx`). Of a cache
   * that the hub's own client filled, a snapshot: `hub/models--<organization>--<name>/snapshots/<commit>`.
   *
   * @default - the root of the volume
   */
  readonly path?: string;

  /**
   * Who can mount the claim. One that a single node can mount is an error with several replicas or a surge (`cache-not-shared`).
   *
   * @default - read from a cdk8s-plus claim that says it, else unknown
   */
  readonly accessMode?: PersistentVolumeAccessMode;
}
