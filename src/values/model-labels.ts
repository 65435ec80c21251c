import { brand } from '../ground/input/brands';

/** Labels and annotations that the library writes, in one place. They are part of its API: others may read them. */
export class ModelLabels {
  static { brand(this, 'ModelLabels'); }

  /** Label of the Pods that every selector uses, with the name of the model. Nothing else is ever in a selector. */
  public static readonly MODEL = 'registry.matrixinfer.ai/model';

  /** Annotation of the Model with the id as it was written, only when the name had to be changed. */
  public static readonly ORIGINAL_NAME = 'registry.matrixinfer.ai/original-name';

  /**
   * Annotation of a Model or a ModelInfer that is made with `registerOnly`, always `true`: nothing is meant to serve it. To a `ModelStatusReporter` such a
   * Model is Ready without a Deployment, and any other one is not. With a reporter in the app also of other kinds that are only recorded, whose status it
   * leaves alone.
   */
  public static readonly REGISTERED_ONLY = 'registry.matrixinfer.ai/registered-only';

  /** Annotation of the Pods with the model's version: a new version rolls out. */
  public static readonly VERSION = 'registry.matrixinfer.ai/model-version';

  /** Annotation of the Pods with the source's URI and revision: a new revision rolls out. */
  public static readonly SOURCE = 'registry.matrixinfer.ai/source';

  /** Label of the Pods of a Job that fills a cache, with the name of the model that it is filled for; its NetworkPolicy selects them by it. */
  public static readonly FILLS_CACHE_OF = 'registry.matrixinfer.ai/fills-cache-of';
  /** Annotation of the Model and of its Pods with the sources of the adapters that are served beside it: `<name>=<URI>`, with commas. */
  public static readonly ADAPTERS = 'registry.matrixinfer.ai/adapters';

  /** Annotation of the Model and of its Pods with the source of the model that drafts tokens for it. */
  public static readonly DRAFT_MODEL = 'registry.matrixinfer.ai/draft-model';

  /** Annotation of the Deployment with the plan of its memory in one line, where the architecture of the model is given. */
  public static readonly MEMORY_PLAN = 'registry.matrixinfer.ai/memory-plan';

  /** Label of the Pod of a `ModelStatusReporter`, with its name; its selector uses nothing else. */
  public static readonly STATUS_REPORTER = 'registry.matrixinfer.ai/status-reporter';

  /** Annotation of the Pods of a `ModelStatusReporter` or an endpoint picker with a hash of their script or configuration: a new one rolls out. */
  public static readonly SCRIPT_HASH = 'registry.matrixinfer.ai/script-hash';

  /** Label of the objects that scale for an `AutoscalingPolicy`, with its name. KEDA hands it on to the HorizontalPodAutoscaler that it makes. */
  public static readonly AUTOSCALING_POLICY = 'registry.matrixinfer.ai/autoscaling-policy';

  /** Annotation of an AutoscalingPolicy with its schedules, which it has no field for. */
  public static readonly SCHEDULES = 'registry.matrixinfer.ai/schedules';

  /** Label of the objects behind a ModelServer, with its name; no selector uses it. */
  public static readonly MODEL_SERVER = 'networking.matrixinfer.ai/model-server';

  /** Label of the objects behind a ModelRoute, with its name: its HTTPRoutes, policies and grants. */
  public static readonly MODEL_ROUTE = 'networking.matrixinfer.ai/model-route';

  /** Label of the Pods of an endpoint picker, with its name; its selector uses nothing else. */
  public static readonly ENDPOINT_PICKER = 'networking.matrixinfer.ai/endpoint-picker';

  private constructor() {}
}
