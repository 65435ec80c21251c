import { Companion, OwnObjects } from './companion';
import { selects } from './selectors';
import { at, itemsAt, Json } from '../../ground/objects';
import { misspelledKindIn } from '../../render/autoscaler';
import { KubernetesVersion } from '../../values/kubernetes-version';

/** Kinds that are a HorizontalPodAutoscaler, or make one. */
const HORIZONTAL = ['HorizontalPodAutoscaler', 'ScaledObject', 'HTTPScaledObject'];

/** What others made beside a model, as the rules see it: facts that several of them read. */
export class CompanionSubject {
  public constructor(
    public readonly companions: readonly Companion[],
    public readonly own: OwnObjects,
    /** The lowest version of the clusters, where somebody said one. */
    public readonly version?: KubernetesVersion,
  ) {}

  /** All companions of some kinds. */
  public of(...kinds: string[]): readonly Companion[] {
    return this.companions.filter(({ kind }) => kinds.includes(kind));
  }

  /** The templates of all Pods that the model has. */
  public get templates(): readonly Json[] {
    return this.own.job === undefined ? [this.own.template] : [this.own.template, this.own.job];
  }

  /** Disruption budgets for the model's Pods. */
  public get budgets(): readonly Companion[] {
    const labels = at(this.own.template, 'metadata', 'labels');
    return this.of('PodDisruptionBudget').filter(({ manifest }) => selects(at(manifest, 'spec', 'selector'), labels));
  }

  /** How many Pods there are at least, where it is known. */
  public get replicas(): number | undefined {
    return this.own.replicas;
  }

  /** Quotas for every Pod of the namespace. Those for some Pods only are not read. */
  public get quotas(): readonly Companion[] {
    return this.of('ResourceQuota')
      .filter(({ manifest }) => at(manifest, 'spec', 'scopeSelector') === undefined && itemsAt(manifest, 'spec', 'scopes').length === 0);
  }

  /** What LimitRanges say of containers, each with its LimitRange. */
  public get limits(): readonly ContainerLimit[] {
    return this.of('LimitRange').flatMap(range => (
      itemsAt(range.manifest, 'spec', 'limits').filter(limit => at(limit, 'type') === 'Container').map(limit => ({ range, limit }))
    ));
  }

  /** All objects that scale the Deployment, or would. */
  public get scalers(): readonly Companion[] {
    return this.of(...HORIZONTAL, 'VerticalPodAutoscaler');
  }

  /** Those of them that are a HorizontalPodAutoscaler or make one, and act. */
  public get horizontal(): readonly Companion[] {
    return this.of(...HORIZONTAL).filter(one => misspelledKindIn(one.manifest) === undefined && isActive(one));
  }

  /** VerticalPodAutoscalers that change Pods which run. */
  public get vertical(): readonly Companion[] {
    return this.of('VerticalPodAutoscaler').filter(({ manifest }) => (
      misspelledKindIn(manifest) === undefined && !['Off', 'Initial'].includes(String(at(manifest, 'spec', 'updatePolicy', 'updateMode')))
    ));
  }
}

/** An item of a LimitRange, for containers. */
export interface ContainerLimit {
  readonly range: Companion;
  readonly limit: Json;
}

/** KEDA lets one be paused, take over the HorizontalPodAutoscaler beside it, or leave its ScaledObject to its user. */
function isActive({ manifest }: Companion): boolean {
  const notes = at(manifest, 'metadata', 'annotations') ?? {};
  return !Object.entries(notes).some(([name, value]) => (
    name === 'autoscaling.keda.sh/paused-replicas'
    || (/^autoscaling\.keda\.sh\/paused$|\/transfer-hpa-ownership$|\/skip-scaledobject-creation$/.test(name) && String(value) === 'true')
  ));
}
