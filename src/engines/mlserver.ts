import { positive } from './private/args';
import { openInferenceProbes } from './private/http-probes';
import { seenOnCpu } from './private/image-facts';
import { KnownContainer, KnownEngine } from './private/known-engine';
import { refuseFile } from './private/lone-file';
import { metricsIn } from './private/metrics/metric-row';
import { MLSERVER_METRICS } from './private/metrics/model-server-metrics';
import { checkedPathName } from './private/model-repository';
import { OfficialImage } from './private/official-images';
import { pythonCaches } from './private/python-caches';
import { GrpcPortOptions, JsonLogOptions, MetricsPortOptions, ServerOptions, SeveralModelsOptions } from './server-options';
import { EngineContext } from './serving-engine';
import { loneFileOf } from '../facts/model-files';
import { isAtLeast, versionOf } from '../facts/versions';
import { MLSERVER_OPTIONS } from '../flags/options/mlserver-options';
import { invalid } from '../ground/errors';
import { judged } from '../ground/input/judged';
import { Framework } from '../values/framework';

/** One for both. */
const IMAGES: readonly OfficialImage[] = [
  { on: 'nvidia.com/', image: 'docker.io/seldonio/mlserver:<version>' },
  { on: 'cpu', image: 'docker.io/seldonio/mlserver:<version>' },
];

/** The class that loads models of a framework, by name of the framework. Each is in the package `mlserver-<framework>`. */
const IMPLEMENTATIONS: { [framework: string]: string } = {
  catboost: 'mlserver_catboost.CatboostModel',
  huggingface: 'mlserver_huggingface.HuggingFaceRuntime',
  lightgbm: 'mlserver_lightgbm.LightGBMModel',
  mlflow: 'mlserver_mlflow.MLflowRuntime',
  sklearn: 'mlserver_sklearn.SKLearnModel',
  xgboost: 'mlserver_xgboost.XGBoostModel',
};

/** Frameworks whose models are folders. */
const FOLDERS = ['huggingface', 'mlflow'];

/**
 * The options of MLServer. It listens on port 8080, with gRPC on 8081 and metrics on 8082, and runs in `seldonio/mlserver`, which has the runtimes of
 * all frameworks. Your own image needs `mlserver` on its path, and may have other packages, as your model needs them. `jsonLogs` exists from 1.4.0
 * on.
 */
export interface MlServerEngineProps extends ServerOptions, GrpcPortOptions, MetricsPortOptions, JsonLogOptions, SeveralModelsOptions {
  /**
   * Number of processes that predict, besides the one that takes requests (`MLSERVER_PARALLEL_WORKERS`). Each holds the model in memory. With 0 one
   * process does both: a prediction that blocks also delays the probes, but the server finishes requests in flight after SIGTERM.
   *
   * @default 1
   */
  readonly workers?: number;

  /**
   * Python class that loads the model, for example `mlserver_sklearn.SKLearnModel` or a class in your image (`MLSERVER_MODEL_IMPLEMENTATION`).
   *
   * @default - that of the framework
   */
  readonly implementation?: string;

  /**
   * Whether the source has its own `model-settings.json`, at any depth, which then decides how the model is loaded. A name in it has to be the name
   * that clients send; without a name the model gets that one.
   *
   * @default - true for a framework without a runtime in MLServer, such as `Framework.CUSTOM`, unless `implementation` is given
   */
  readonly modelSettings?: boolean;

  /**
   * Task of a Hugging Face model, by its name in `pipeline` of Transformers, for example `text-classification` (`MLSERVER_MODEL_HUGGINGFACE_TASK`).
   *
   * @default - none; a model of `Framework.HUGGINGFACE` without `model-settings.json` needs one
   */
  readonly huggingFaceTask?: string;

  /**
   * Whether the server logs every request, and answers errors with their stack trace (`MLSERVER_DEBUG`). MLServer's own default is true.
   *
   * @default false
   */
  readonly debug?: boolean;
}

/**
 * MLServer, for scikit-learn, XGBoost, LightGBM, CatBoost, MLflow and small Hugging Face models, and your own Python classes.
 * https://github.com/SeldonIO/MLServer
 *
 * The server does not read a `settings.json` in the source, because it would win over everything that the library renders. Give its settings as
 * `MLSERVER_…` variables in `env`.
 *
 * @example
 * const engine = new MlServerEngine({ version: '1.7.1' });
 */
export class MlServerEngine extends KnownEngine {
  /** @internal */
  declare public readonly _props: MlServerEngineProps;

  /** @param props version and settings; throws on values that MLServer would refuse. */
  public constructor(props: MlServerEngineProps) {
    [props] = judged('new_MlServerEngine', [props], arguments, { open: new.target !== MlServerEngine });
    const version = versionOf('MlServerEngine', props, '1.7.1');
    super({
      name: 'mlserver',
      title: 'MLServer',
      metricsAreVerified: true,
      version,
      props,
      ports: { http: 8080, grpc: 8081, metrics: 8082 },
      probes: openInferenceProbes(props.models),
      frameworks: frameworksOf(version),
      apiPath: '/v2',
      metricsPath: '/metrics',
      metrics: metricsIn(MLSERVER_METRICS, version),
      drainsAfterSigterm: props.workers === 0, // with workers a request in flight at SIGTERM is answered with 500, or not at all
      envPrefix: 'MLSERVER', // a Service called `mlserver-http` injects `MLSERVER_HTTP_PORT=tcp://…` into other Pods
      images: IMAGES,
      hardening: seenOnCpu(
        'MLServer 1.7.1 with its scikit-learn runtime on a CPU, run as user 12345 with a read-only root',
        'https://github.com/SeldonIO/MLServer Dockerfile (USER 1000)',
      ),
      options: MLSERVER_OPTIONS,
    });
  }

  /** @internal */
  protected _checkProps(): void {
    const props = this._props;
    positive('workers', props.workers, 0);
    if (props.implementation !== undefined && !/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)+$/.test(props.implementation)) {
      throw invalid({
        what: 'implementation',
        got: props.implementation,
        allowed: 'a module and a class in Python',
        fix: 'use for example "mlserver_sklearn.SKLearnModel"',
      });
    }
    if (props.modelSettings && props.implementation !== undefined) {
      throw invalid({
        what: 'implementation',
        got: props.implementation,
        allowed: 'nothing beside modelSettings',
        fix: 'set it in model-settings.json, or leave modelSettings out',
      });
    }
  }

  /** @internal */
  protected _container(context: EngineContext): KnownContainer {
    // The folder that it is started on never holds a `settings.json`.
    const name = checkedPathName(this._title, context.servedName);
    const ownSettings = this.hasOwnSettings(context);
    const { path } = context.model;
    return {
      program: ['mlserver', 'start'],
      first: [ownSettings ? path.replace(/(.)\/[^/]+\/?$/, '$1') : `${context.scratchPath}/mlserver`],
      env: {
        ...pythonCaches(context.scratchPath, 'mlserver'),
        HF_HOME: context.cachePath,
        NUMBA_CACHE_DIR: `${context.scratchPath}/cache/numba`,
        MLSERVER_HOST: '0.0.0.0',
        MLSERVER_HTTP_PORT: String(this.ports.http),
        MLSERVER_GRPC_PORT: String(this.ports.grpc),
        MLSERVER_METRICS_PORT: String(this.ports.metrics),
        MLSERVER_PARALLEL_WORKERS: String(this._props.workers ?? 1),
        MLSERVER_ENVIRONMENTS_DIR: `${context.scratchPath}/environments`,
        MLSERVER_METRICS_DIR: `${context.scratchPath}/metrics`,
        MLSERVER_DEBUG: String(this._props.debug ?? false),
        MLSERVER_USE_STRUCTURED_LOGGING: this._props.jsonLogs ? 'true' : undefined,
        MLSERVER_MODEL_NAME: name,
        ...(ownSettings ? { PYTHONPATH: path } : this.modelEnvironment(context)),
      },
    };
  }

  private hasOwnSettings({ framework, model }: EngineContext): boolean {
    const known = this._props.implementation !== undefined || (framework !== undefined && Object.hasOwn(IMPLEMENTATIONS, framework.name));
    const own = this._props.modelSettings ?? (this._props.models !== undefined || !known);
    const lone = loneFileOf(model.path);
    if (own && lone !== undefined) {
      throw new Error(`MLServer looks for a model-settings.json in a folder, and the source is the single file ${JSON.stringify(lone.file)}; give `
        + 'the folder, or implementation');
    }
    if (!own && !known) throw new Error('MLServer needs to know what loads the model; give the framework, or implementation, or modelSettings: true');
    return own;
  }

  private modelEnvironment({ framework, model, compute }: EngineContext): { [name: string]: string } {
    const name = framework?.name ?? '';
    const lone = loneFileOf(model.path);
    const { implementation = IMPLEMENTATIONS[name], huggingFaceTask } = this._props; // `hasOwnSettings` has refused other names
    if (lone !== undefined && this._props.implementation === undefined) {
      if (FOLDERS.includes(name)) {
        throw new Error(`MLServer loads a ${name} model from a folder, and the source is the single file ${JSON.stringify(lone.file)}; give the `
          + 'folder, with a slash at its end');
      }
      refuseFile({ engine: this.name, title: 'MLServer', loads: `${name} models in files of their own`, framework: name }, lone.file);
    }
    if (implementation === IMPLEMENTATIONS.huggingface && huggingFaceTask === undefined) {
      throw new Error('MLServer loads a Hugging Face model for one task; give huggingFaceTask, for example "text-classification", or modelSettings: true');
    }
    return {
      MLSERVER_MODEL_IMPLEMENTATION: implementation,
      MLSERVER_MODEL_URI: model.path,
      HF_HUB_OFFLINE: '1',
      ...(implementation === IMPLEMENTATIONS.huggingface && {
        MLSERVER_MODEL_HUGGINGFACE_TASK: huggingFaceTask!,
        ...(compute.accelerator && { MLSERVER_MODEL_HUGGINGFACE_DEVICE: 'cuda:0' }),
      }),
    };
  }
}

/** Those of its runtimes, CatBoost from 1.6.1 on, and models of your own. */
function frameworksOf(version: string): Framework[] {
  const known = Object.keys(IMPLEMENTATIONS).filter(name => name !== 'catboost' || isAtLeast(version, '1.6.1'));
  return [...known.map(name => Framework.of(name)), Framework.CUSTOM];
}
