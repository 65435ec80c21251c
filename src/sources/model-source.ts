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
 * The place of the weights. From one value the library derives the URI that the Model records, and the way in which the files get into the Pod. For a
 * scheme that has no factory here, extend this class in your own code.
 *
 * @example
 * const source = ModelSource.s3('s3://my-models/llama-7b/', { size: Size.gibibytes(13) });
 */
export abstract class ModelSource extends SourceMembers {
  static { brand(this, 'ModelSource'); }

  /**
   * A repository on the Hugging Face hub, recorded as `huggingface://<repository>@<revision>`. Engines that load from the hub by themselves get the
   * id of the repository; for all others an init container downloads the files.
   *
   * @param repository `<organization>/<name>`; throws on a text that cannot be the id of a repository.
   * @param options revision, token, mirror, size.
   *
   * @example
   * const source = ModelSource.huggingFace('meta-llama/Llama-2-7b-hf', { token: SecretKey.of('hf', 'token'), size: Size.gibibytes(13) });
   */
  public static huggingFace(repository: string, options: HuggingFaceSourceOptions = {}): ModelSource {
    return declared(huggingFace, 'ModelSource.huggingFace', [repository, options], arguments);
  }

  /**
   * Objects in Amazon S3, or in a store with the same API. An init container downloads them, and the Model records the URI as it is given.
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
    return declared(s3, 'ModelSource.s3', [uri, options], arguments);
  }

  /**
   * Objects in Google Cloud Storage. An init container downloads them, and the Model records the URI as it is given.
   *
   * @param uri `gs://<bucket>` or `gs://<bucket>/<prefix>/` for a folder, `gs://<bucket>/<object>` for a single file whose ending is known; throws on
   * a text that is no such URI.
   * @param options credentials, size, layout; without credentials the identity of the Pod's ServiceAccount is used.
   *
   * @example
   * const source = ModelSource.gcs('gs://my-models/llama-7b/', { size: Size.gibibytes(13) });
   */
  public static gcs(uri: string, options: GcsSourceOptions = {}): ModelSource {
    return declared(gcs, 'ModelSource.gcs', [uri, options], arguments);
  }

  /**
   * Blobs in an Azure storage account. An init container downloads them, and the Model records the URL as it is given.
   *
   * @param uri `https://<account>.blob.core.windows.net/<container>/<prefix>/` for a folder, without the last slash for a single
   * file whose ending is known; throws on a text that is no such URL.
   * @param options credentials, size, layout; without credentials the identity of the Pod's ServiceAccount is used.
   *
   * @example
   * const source = ModelSource.azureBlob('https://acme.blob.core.windows.net/models/llama-7b/', { sasUrl: SecretKey.of('azure', 'sas-url') });
   */
  public static azureBlob(uri: string, options: AzureBlobSourceOptions = {}): ModelSource {
    return declared(azureBlob, 'ModelSource.azureBlob', [uri, options], arguments);
  }

  /**
   * A file on a web server, or a folder that the server lists. An init container downloads it, and the Model records the URL as it is given.
   *
   * @param url `https://<host>/<file>` for a single file whose ending is known, or with a slash at its end for a folder; throws on another scheme,
   * and on a URL with a query or credentials.
   * @param options credentials, hash, size, layout.
   *
   * @example
   * const source = ModelSource.https('https://models.example.com/resnet50.onnx', { size: Size.mebibytes(100) });
   */
  public static https(url: string, options: HttpsSourceOptions = {}): ModelSource {
    return declared(https, 'ModelSource.https', [url, options], arguments);
  }

  /**
   * The files of an OCI image or artifact, mounted read-only and recorded as `oci://<reference>`. The node pulls it, with the `imagePullSecrets` of
   * the Pod. It is an error at synth when `kubernetesVersion` is below 1.35.
   *
   * @param reference the image, with a tag or digest.
   * @param options folder, size, layout.
   *
   * @example
   * const source = ModelSource.ociImage('registry.example.com/models/llama-7b:1.0.0', { path: 'models' });
   */
  public static ociImage(reference: string, options: OciImageSourceOptions = {}): ModelSource {
    return declared(ociImage, 'ModelSource.ociImage', [reference, options], arguments);
  }

  /**
   * Files on an existing PersistentVolumeClaim in the namespace of the Pod, mounted read-only and recorded as `pvc://<claim>/<path>`.
   *
   * @param claimName `metadata.name` of the claim.
   * @param options folder, size, layout.
   *
   * @example
   * const source = ModelSource.pvc('weights', { path: 'llama-7b' });
   */
  public static pvc(claimName: string, options: PvcSourceOptions = {}): ModelSource {
    return declared(persistentVolumeClaim, 'ModelSource.pvc', [claimName, options], arguments);
  }

  /**
   * As `pvc`, for a claim that was made with cdk8s-plus.
   *
   * @param claim a cdk8s-plus `PersistentVolumeClaim`, or the reference that `fromClaimName` gives.
   * @param options folder, size, layout.
   *
   * @example
   * const source = ModelSource.fromPersistentVolumeClaim(claim, { path: 'llama-7b' });
   */
  public static fromPersistentVolumeClaim(claim: kplus.IPersistentVolumeClaim, options: PvcSourceOptions = {}): ModelSource {
    return declared(claimOfPlus, 'ModelSource.fromPersistentVolumeClaim', [claim, options], arguments);
  }

  /**
   * Files on a volume of the Pod, of any kind: NFS, a path of the node, a CSI driver, a claim. It is mounted read-only, and recorded as `nfs://…`,
   * `file:///…`, `csi://…`, or as the `uri` in the options.
   *
   * @param volume the volume; it need not be in `pod.volumes` too.
   * @param options folder, size, layout.
   *
   * @example
   * const source = ModelSource.volume(PodVolume.nfs('weights', 'nfs.example.com', '/exports/models', { readOnly: true }), { path: 'llama-7b' });
   */
  public static volume(volume: PodVolume, options: VolumeSourceOptions = {}): ModelSource {
    return declared(podVolume, 'ModelSource.volume', [volume, options], arguments);
  }

  /**
   * A Cloud Storage bucket, or a folder of it, that GKE mounts read-only with Cloud Storage FUSE. Nothing is copied, and the Model records the URI as
   * it is given.
   *
   * @param uri `gs://<bucket>` or `gs://<bucket>/<prefix>/` for a folder, `gs://<bucket>/<object>` for a single file whose ending is known.
   * @param options mount options, the sidecar, size, layout.
   *
   * @example
   * const source = ModelSource.gcsFuse('gs://my-models/llama-7b/', { sidecarMemory: Size.gibibytes(1), size: Size.gibibytes(13) });
   */
  public static gcsFuse(uri: string, options: GcsFuseSourceOptions = {}): ModelSource {
    return declared(gcsFuse, 'ModelSource.gcsFuse', [uri, options], arguments);
  }

  /**
   * Files inside the image of the server, recorded as `image://<path>`. A repository of several models needs `layout: ModelLayout.REPOSITORY`.
   *
   * @param path absolute path in the image: a folder, or a single model file.
   * @param options size, layout.
   *
   * @example
   * const source = ModelSource.inImage('/home/model-server/model-store');
   */
  public static inImage(path: string, options: ModelSourceOptions = {}): ModelSource {
    return declared(inImage, 'ModelSource.inImage', [path, options], arguments);
  }

  /**
   * A model in a registry that Ollama pulls from, recorded as `ollama://<name>`. Only for `OllamaEngine`, which keeps it in the model's cache.
   *
   * @param name as `ollama pull` takes it: `[<host>/][<namespace>/]<model>[:<tag>]`.
   * @param options size.
   *
   * @example
   * const source = ModelSource.ollama('llama3.1:8b-instruct-q4_K_M', { size: Size.gibibytes(5) });
   */
  public static ollama(name: string, options: ModelSourceOptions = {}): ModelSource {
    return declared(ollamaLibrary, 'ModelSource.ollama', [name, options], arguments);
  }

  /**
   * A model in NVIDIA's catalogue, recorded as `ngc://<model>`. Only for `NimEngine` with that model's image, which keeps it in the model's cache.
   *
   * @param model `<organization>/[<team>/]<model>[:<version>]`.
   * @param options key, size.
   *
   * @example
   * const source = ModelSource.ngc('nim/google/gemma-2-9b-it', { apiKey: SecretKey.of('ngc', 'key') });
   */
  public static ngc(model: string, options: NgcSourceOptions = {}): ModelSource {
    return declared(ngc, 'ModelSource.ngc', [model, options], arguments);
  }

  /**
   * A repository on ModelScope, recorded as `modelscope://<repository>@<revision>`. It is for vLLM, SGLang and LMDeploy, which load it by themselves.
   *
   * @param repository `<organization>/<name>`.
   * @param options revision, token, size.
   *
   * @example
   * const source = ModelSource.modelScope('Qwen/Qwen2.5-7B-Instruct', { revision: 'master', size: Size.gibibytes(15) });
   */
  public static modelScope(repository: string, options: ModelScopeSourceOptions = {}): ModelSource {
    return declared(modelScope, 'ModelSource.modelScope', [repository, options], arguments);
  }

  /**
   * A model that your own image fetches by itself. The Model records the URI, and the engine gets it in place of a path. The engine has to name its
   * scheme in `fetches`.
   *
   * @param uri `<scheme>://…`.
   * @param options environment, size.
   *
   * @example
   * const source = ModelSource.byServer('registry://ranker/v7', { secretEnv: { REGISTRY_TOKEN: SecretKey.of('registry', 'token') } });
   */
  public static byServer(uri: string, options: ServerSourceOptions = {}): ModelSource {
    return declared(ownServer, 'ModelSource.byServer', [uri, options], arguments);
  }

  /**
   * Any URI, for a Model that is only registered because something else serves it. A runtime with this source is an error at synth, which names the
   * factory to use.
   *
   * @param uri `<scheme>://…`; throws without a scheme.
   * @param options size, layout.
   *
   * @example
   * const source = ModelSource.fromUri('nfs://storage.example.com/models/llama-7b');
   */
  public static fromUri(uri: string, options: ModelSourceOptions = {}): ModelSource {
    return declared(recordedUri, 'ModelSource.fromUri', [uri, options], arguments);
  }

  /** @param options size and layout of the files. */
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
function declared<P, O extends ModelSourceOptions>(
  declare: (place: P, options: O) => SourceDeclaration, factory: string, given: [P, O], all: IArguments,
): ModelSource {
  const [place, options] = judged(factory, given, all);
  return new DeclaredSource(declare(place, options), options, [declare, place, options]);
}
