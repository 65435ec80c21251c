import type * as kplus from 'cdk8s-plus-27';
import { ModelSourceOptions } from './model-source-options';
import { azureBlob, AzureBlobSourceOptions } from './private/azure-blob';
import { SourceDeclaration } from './private/declaration';
import { gcs, GcsSourceOptions } from './private/gcs';
import { gcsFuse, GcsFuseSourceOptions } from './private/gcs-fuse';
import { https, HttpsSourceOptions } from './private/https';
import { huggingFace, HuggingFaceSourceOptions } from './private/hugging-face';
import { inImage } from './private/in-image';
import { modelScope, ModelScopeSourceOptions } from './private/model-scope';
import { ngc, NgcSourceOptions } from './private/ngc';
import { ociImage, OciImageSourceOptions } from './private/oci-image';
import { ollamaLibrary } from './private/ollama-library';
import { ownServer, ServerSourceOptions } from './private/own-server';
import { claimOfPlus, persistentVolumeClaim, PvcSourceOptions } from './private/persistent-volume-claim';
import { podVolume, VolumeSourceOptions } from './private/pod-volume';
import { recordedUri } from './private/recorded-uri';
import { s3, S3SourceOptions } from './private/s3';
import { SourceMembers } from './private/source-members';
import { SourceBinding, SourceContext } from './source-binding';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { PodVolume } from '../values/pod-volume';

/**
 * Where the weights are: a URI to record in the Model, and how the files get into the Pod. Both are derived from one value.
 * A class to extend: a new scheme is one subclass, here or in your own repository.
 *
 * @example
 * const source = ModelSource.s3('s3://my-models/llama-7b/', { size: Size.gibibytes(13) });
 */
export abstract class ModelSource extends SourceMembers {
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
    return declared(huggingFace, [repository, options], options);
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
    return declared(s3, [uri, options], options);
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
    return declared(gcs, [uri, options], options);
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
    return declared(azureBlob, [uri, options], options);
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
    return declared(https, [url, options], options);
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
    return declared(ociImage, [reference, options], options);
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
    return declared(persistentVolumeClaim, [claimName, options], options);
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
    return declared(claimOfPlus, [claim, options], options);
  }

  /**
   * Files on a volume of the Pod, of any kind: NFS, a path of the node, a CSI driver, a claim; mounted read-only. Recorded as `nfs://…`, `file:///…`,
   * `csi://…`, or as `uri` says.
   *
   * @param volume the volume; it need not be in `pod.volumes` too.
   * @param options folder, size, layout.
   *
   * @example
   * const source = ModelSource.volume(PodVolume.nfs('weights', 'nfs.example.com', '/exports/models', { readOnly: true }), { path: 'llama-7b' });
   */
  public static volume(volume: PodVolume, options: VolumeSourceOptions = {}): ModelSource {
    [volume, options] = judged('ModelSource.volume', [volume, options], arguments);
    return declared(podVolume, [volume, options], options);
  }

  /**
   * A Cloud Storage bucket, or a folder of it, that GKE mounts read-only with Cloud Storage FUSE; recorded as given. Nothing is copied.
   *
   * @param uri `gs://<bucket>` or `gs://<bucket>/<prefix>/` for a folder, `gs://<bucket>/<object>` for a single file whose ending is known.
   * @param options mount options, the sidecar, size, layout.
   *
   * @example
   * const source = ModelSource.gcsFuse('gs://my-models/llama-7b/', { sidecarMemory: Size.gibibytes(1), size: Size.gibibytes(13) });
   */
  public static gcsFuse(uri: string, options: GcsFuseSourceOptions = {}): ModelSource {
    [uri, options] = judged('ModelSource.gcsFuse', [uri, options], arguments);
    return declared(gcsFuse, [uri, options], options);
  }

  /**
   * Files that the image of the server has, recorded as `image://<path>`. A repository of several models wants `layout: ModelLayout.REPOSITORY`.
   *
   * @param path absolute path in the image: a folder, or a single model file.
   * @param options size, layout.
   *
   * @example
   * const source = ModelSource.inImage('/home/model-server/model-store');
   */
  public static inImage(path: string, options: ModelSourceOptions = {}): ModelSource {
    [path, options] = judged('ModelSource.inImage', [path, options], arguments);
    return declared(inImage, [path, options], options);
  }

  /**
   * A model of a library that Ollama pulls from, recorded as `ollama://<name>`. Only for `OllamaEngine`, which keeps it in the cache of the model.
   *
   * @param name as `ollama pull` takes it: `[<host>/][<namespace>/]<model>[:<tag>]`.
   * @param options size.
   *
   * @example
   * const source = ModelSource.ollama('llama3.1:8b-instruct-q4_K_M', { size: Size.gibibytes(5) });
   */
  public static ollama(name: string, options: ModelSourceOptions = {}): ModelSource {
    [name, options] = judged('ModelSource.ollama', [name, options], arguments);
    return declared(ollamaLibrary, [name, options], options);
  }

  /**
   * A model in NVIDIA's catalogue, recorded as `ngc://<model>`. Only for `NimEngine` with the image for that model, which keeps it in the cache of the model.
   *
   * @param model `<organization>/[<team>/]<model>[:<version>]`.
   * @param options key, size.
   *
   * @example
   * const source = ModelSource.ngc('nim/google/gemma-2-9b-it', { apiKey: SecretKey.of('ngc', 'key') });
   */
  public static ngc(model: string, options: NgcSourceOptions = {}): ModelSource {
    [model, options] = judged('ModelSource.ngc', [model, options], arguments);
    return declared(ngc, [model, options], options);
  }

  /**
   * A repository on ModelScope, recorded as `modelscope://<repository>@<revision>`; vLLM, SGLang and LMDeploy load it by themselves.
   *
   * @param repository `<organization>/<name>`.
   * @param options revision, token, size.
   *
   * @example
   * const source = ModelSource.modelScope('Qwen/Qwen2.5-7B-Instruct', { revision: 'master', size: Size.gibibytes(15) });
   */
  public static modelScope(repository: string, options: ModelScopeSourceOptions = {}): ModelSource {
    [repository, options] = judged('ModelSource.modelScope', [repository, options], arguments);
    return declared(modelScope, [repository, options], options);
  }

  /**
   * A model that an image of your own fetches in its own way; the URI is recorded, and the engine is given it as the path. For engines that have its
   * scheme in `fetches`.
   *
   * @param uri `<scheme>://…`.
   * @param options environment, size.
   *
   * @example
   * const source = ModelSource.byServer('registry://ranker/v7', { secretEnv: { REGISTRY_TOKEN: SecretKey.of('registry', 'token') } });
   */
  public static byServer(uri: string, options: ServerSourceOptions = {}): ModelSource {
    [uri, options] = judged('ModelSource.byServer', [uri, options], arguments);
    return declared(ownServer, [uri, options], options);
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
    return declared(recordedUri, [uri], options);
  }

  /** @param options the facts that are known of the files. */
  public constructor(options: ModelSourceOptions = {}) {
    [options] = judged('new_ModelSource', [options], arguments, { open: true });
    super(options);
  }
}

/** A source of this library: the declaration of its factory. */
class DeclaredSource extends ModelSource {
  public readonly uri: string;

  public constructor(declaration: SourceDeclaration, options: ModelSourceOptions, made: readonly unknown[]) {
    super(options);
    this._declaration = declaration;
    this._madeOf = made;
    this.uri = declaration.uri;
  }

  public bind(context: SourceContext): SourceBinding {
    return this._declaration!.bind(context);
  }
}

/** A source of a factory, which says the same whenever it is given the same. */
function declared<Given extends unknown[]>(declare: (...given: Given) => SourceDeclaration, given: Given, options: ModelSourceOptions): ModelSource {
  return new DeclaredSource(declare(...given), options, [declare, given, options]);
}
