import { Size } from 'cdk8s';
import type * as kplus from 'cdk8s-plus-27';
import { ModelSourceOptions } from './model-source-options';
import { azureBlob, AzureBlobSourceOptions } from './private/azure-blob';
import { SourceDeclaration } from './private/declaration';
import { gcs, GcsSourceOptions } from './private/gcs';
import { https, HttpsSourceOptions } from './private/https';
import { huggingFace, HuggingFaceSourceOptions } from './private/hugging-face';
import { ociImage, OciImageSourceOptions } from './private/oci-image';
import { persistentVolumeClaim, PvcSourceOptions } from './private/persistent-volume-claim';
import { recordedUri } from './private/recorded-uri';
import { s3, S3SourceOptions } from './private/s3';
import { SourceBinding, SourceContext } from './source-binding';
import { modelFileOf } from '../facts/model-files';
import { checkedWeights } from '../ground/bytes';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { ModelLayout } from '../values/model-layout';
import { ModelLock } from '../values/model-lock';
import { PodVolume } from '../values/pod-volume';
import { SecretKey } from '../values/secret-key';

export type { AzureBlobSourceOptions } from './private/azure-blob';
export type { GcsSourceOptions } from './private/gcs';
export type { HttpsSourceOptions } from './private/https';
export type { HuggingFaceSourceOptions } from './private/hugging-face';
export type { OciImageSourceOptions } from './private/oci-image';
export type { PvcSourceOptions } from './private/persistent-volume-claim';
export type { S3SourceOptions } from './private/s3';

/** The factory that serves a scheme, for the message of a URI that is only recorded. */
const FACTORY_OF_SCHEME = new Map(Object.entries({
  gs: 'gcs()',
  hf: 'huggingFace()',
  https: 'https(), or ModelSource.azureBlob() for a storage account,',
  huggingface: 'huggingFace()',
  oci: 'ociImage()',
  pvc: 'pvc()',
  s3: 's3()',
}));

/**
 * Where the weights are: a URI to record in the Model, and how the files get into the Pod. Both are derived from one value.
 * A class to extend: a new scheme is one subclass, here or in your own repository.
 *
 * @example
 * const source = ModelSource.s3('s3://my-models/llama-7b/', { size: Size.gibibytes(13) });
 */
export abstract class ModelSource {
  static { brand(this, 'ModelSource'); }

  /**
   * A repository on the Hugging Face hub, recorded as `huggingface://<repository>@<revision>`. Engines that load from the hub
   * get the repository id; for the others an init container downloads the files.
   *
   * @param repository `<organization>/<name>`; throws on a text that cannot be the id of a repository.
   * @param options revision, token, mirror, size.
   *
   * @example
   * const source = ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { token: SecretKey.of('hf', 'token'), size: Size.gibibytes(13) });
   */
  public static huggingFace(repository: string, options: HuggingFaceSourceOptions = {}): ModelSource {
    [repository, options] = judged('ModelSource.huggingFace', [repository, options], arguments);
    return new DeclaredSource(huggingFace(repository, options), options);
  }

  /**
   * Objects in Amazon S3, or in a store with its API, recorded as given. An init container downloads them.
   *
   * @param uri `s3://<bucket>` or `s3://<bucket>/<prefix>/` for a folder, `s3://<bucket>/<object>` for a single file whose ending is known; throws on
   * a text that is no such URI.
   * @param options credentials, endpoint, region, size, layout; without credentials the identity of the Pod's ServiceAccount is used.
   *
   * @example
   * const source = ModelSource.s3('s3://my-models/llama-7b/', {
   *   endpoint: 'https://minio.example.com',
   *   accessKeyId: SecretKey.of('s3', 'id'),
   *   secretAccessKey: SecretKey.of('s3', 'secret'),
   * });
   */
  public static s3(uri: string, options: S3SourceOptions = {}): ModelSource {
    [uri, options] = judged('ModelSource.s3', [uri, options], arguments);
    return new DeclaredSource(s3(uri, options), options);
  }

  /**
   * Objects in Google Cloud Storage, recorded as given. An init container downloads them.
   *
   * @param uri `gs://<bucket>` or `gs://<bucket>/<prefix>/` for a folder, `gs://<bucket>/<object>` for a single file whose ending is known; throws on
   * a text that is no such URI.
   * @param options credentials, size, layout; without credentials the identity of the Pod's ServiceAccount is used.
   *
   * @example
   * const source = ModelSource.gcs('gs://my-models/llama-7b/', { size: Size.gibibytes(13) });
   */
  public static gcs(uri: string, options: GcsSourceOptions = {}): ModelSource {
    [uri, options] = judged('ModelSource.gcs', [uri, options], arguments);
    return new DeclaredSource(gcs(uri, options), options);
  }

  /**
   * Blobs in an Azure storage account, recorded as given. An init container downloads them.
   *
   * @param uri `https://<account>.blob.core.windows.net/<container>/<prefix>/` for a folder, without the last slash for a single
   * file whose ending is known; throws on a text that is no such URL.
   * @param options credentials, size, layout; without credentials the identity of the Pod's ServiceAccount is used.
   *
   * @example
   * const source = ModelSource.azureBlob('https://acme.blob.core.windows.net/models/llama-7b/', { sasUrl: SecretKey.of('azure', 'sas-url') });
   */
  public static azureBlob(uri: string, options: AzureBlobSourceOptions = {}): ModelSource {
    [uri, options] = judged('ModelSource.azureBlob', [uri, options], arguments);
    return new DeclaredSource(azureBlob(uri, options), options);
  }

  /**
   * A file on a web server, or a folder that the server lists, recorded as given. An init container downloads it.
   *
   * @param url `https://<host>/<file>` for a single file whose ending is known, or with a slash at its end for a folder; throws on other schemes, queries and credentials.
   * @param options credentials, hash, size, layout.
   *
   * @example
   * const source = ModelSource.https('https://models.example.com/resnet50.onnx', { size: Size.mebibytes(100) });
   */
  public static https(url: string, options: HttpsSourceOptions = {}): ModelSource {
    [url, options] = judged('ModelSource.https', [url, options], arguments);
    return new DeclaredSource(https(url, options), options);
  }

  /**
   * The files of an OCI image or artifact, mounted read-only and recorded as `oci://<reference>`. The node pulls it, with the Pod's
   * `imagePullSecrets`. Needs Kubernetes 1.35: an error at synth below.
   *
   * @param reference the image, with a tag or digest.
   * @param options folder, size, layout.
   *
   * @example
   * const source = ModelSource.ociImage('registry.example.com/models/llama-7b:1.0.0', { path: 'models' });
   */
  public static ociImage(reference: string, options: OciImageSourceOptions = {}): ModelSource {
    [reference, options] = judged('ModelSource.ociImage', [reference, options], arguments);
    return new DeclaredSource(ociImage(reference, options), options);
  }

  /**
   * Files on an existing PersistentVolumeClaim in the Pod's namespace, mounted read-only; recorded as `pvc://<claim>/<path>`.
   *
   * @param claimName `metadata.name` of the claim.
   * @param options folder, size, layout.
   *
   * @example
   * const source = ModelSource.pvc('weights', { path: 'llama-7b' });
   */
  public static pvc(claimName: string, options: PvcSourceOptions = {}): ModelSource {
    [claimName, options] = judged('ModelSource.pvc', [claimName, options], arguments);
    return new DeclaredSource(persistentVolumeClaim(claimName, options), options);
  }

  /**
   * As `pvc`, with a claim made with cdk8s-plus.
   *
   * @param claim a cdk8s-plus `PersistentVolumeClaim`, or the reference that `fromClaimName` gives.
   * @param options folder, size, layout.
   *
   * @example
   * const source = ModelSource.fromPersistentVolumeClaim(claim, { path: 'llama-7b' });
   */
  public static fromPersistentVolumeClaim(claim: kplus.IPersistentVolumeClaim, options: PvcSourceOptions = {}): ModelSource {
    [claim, options] = judged('ModelSource.fromPersistentVolumeClaim', [claim, options], arguments);
    const modes = (claim as Partial<kplus.PersistentVolumeClaim>).accessModes ?? [];
    const accessMode = options.accessMode ?? modes.find(mode => mode.endsWith('Many')) ?? modes[0];
    const volume = (name: string) => PodVolume.fromPersistentVolumeClaim(name, claim, { readOnly: true });
    return new DeclaredSource(persistentVolumeClaim(claim.name, { ...options, accessMode }, volume), options);
  }

  /**
   * Any URI, only to be recorded: for Models that are registered and served by something else. A runtime for it is an error at
   * synth that names the factory to use.
   *
   * @param uri `<scheme>://…`; throws without a scheme.
   * @param options size, layout.
   *
   * @example
   * const source = ModelSource.fromUri('nfs://storage.example.com/models/llama-7b');
   */
  public static fromUri(uri: string, options: ModelSourceOptions = {}): ModelSource {
    [uri, options] = judged('ModelSource.fromUri', [uri, options], arguments);
    return new DeclaredSource(recordedUri(uri, FACTORY_OF_SCHEME), options);
  }

  /** Size of the files, where it is known. */
  public readonly size?: Size;

  /** The layout of the files in the source. */
  public readonly layout: ModelLayout;

  /** The URI as the Model records it in `spec.modelSpec.source.uri`. */
  public abstract readonly uri: string;

  /** @param options the facts that are known of the files. */
  public constructor(options: ModelSourceOptions = {}) {
    [options] = judged('new_ModelSource', [options], arguments, { open: true });
    this.size = options.size && checkedWeights('size of the source', options.size);
    this.layout = options.layout ?? ModelLayout.FILES;
  }

  /**
   * Name of the only file that it holds, as the server sees it; `undefined` for a folder, or when only the store knows. Servers, and
   * `EngineChoice`, tell by its ending its kind.
   */
  public get onlyFile(): string | undefined {
    const name = this.uri.replace(/[?#][^]*$/, '').split('/').pop()!;
    return this.layout === ModelLayout.FILES && modelFileOf(name) !== undefined ? name : undefined;
  }

  /**
   * The ending of a path that may be a file and is taken for a folder.
   * @internal
   */
  public get _unknownEnding(): string | undefined {
    return undefined;
  }

  /** The exact revision that is loaded, where the source has one; a change of it rolls the Pods. */
  public get revision(): string | undefined {
    return undefined;
  }

  /** Why the same URI may give other files tomorrow; `undefined` when it is pinned, or when there is nothing to pin. */
  public get unpinnedReason(): string | undefined {
    return undefined;
  }

  /** Secrets that it reads, to check that they live in the Pod's namespace. */
  public get secrets(): SecretKey[] {
    return [];
  }

  /** Whether it relies on the identity of the Pod's ServiceAccount, so that one has to be named. */
  public get needsServiceAccount(): boolean {
    return false;
  }

  /**
   * The same source, pinned to what a lock knows of it, or with the size that it knows.
   *
   * @internal
   */
  public _lockedBy(_lock: ModelLock): ModelSource {
    return this;
  }

  /**
   * Whether it may move, and a lock could pin it.
   *
   * @internal
   */
  public get _wantsLock(): boolean {
    return false;
  }

  /**
   * How the files get into the Pod.
   *
   * @param context all that is known of the Pod. Throw an Error for a combination that can never work; it is reported with the construct's path.
   */
  public abstract bind(context: SourceContext): SourceBinding;
}

/** A source of this library: the declaration of its factory. */
class DeclaredSource extends ModelSource {
  public readonly uri: string;

  public constructor(private readonly declaration: SourceDeclaration, private readonly options: ModelSourceOptions) {
    super(options);
    this.uri = declaration.uri;
  }

  public get onlyFile(): string | undefined {
    return this.declaration.onlyFile;
  }

  /** @internal */
  public get _unknownEnding(): string | undefined {
    return this.declaration.unknownEnding;
  }

  public get revision(): string | undefined {
    return this.declaration.revision;
  }

  public get unpinnedReason(): string | undefined {
    return this.declaration.unpinnedReason;
  }

  public get secrets(): SecretKey[] {
    return [...this.declaration.secrets ?? []];
  }

  public get needsServiceAccount(): boolean {
    return this.declaration.needsServiceAccount ?? false;
  }

  /** @internal */
  public _lockedBy(lock: ModelLock): ModelSource {
    const locked = lock._sourceOf(this.uri);
    if (locked === undefined) return this;
    const { bytesOf } = this.declaration;
    const bytes = (locked.files && bytesOf?.(locked.files)) ?? locked.bytes;
    const size = this.options.size ?? (bytes ? Size.kibibytes(Math.ceil(bytes / 1024)) : undefined);
    return new DeclaredSource(this.declaration.pinnedTo?.(locked) ?? this.declaration, { ...this.options, size });
  }

  /** @internal */
  public get _wantsLock(): boolean {
    return this.declaration.pinnedTo !== undefined;
  }

  public bind(context: SourceContext): SourceBinding {
    return this.declaration.bind(context);
  }
}
