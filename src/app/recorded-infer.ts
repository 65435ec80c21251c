import { Construct } from 'constructs';
import { DerivedObject } from './derived-object';
import { Ledger, Subject } from './ledger';
import { PolicyObjects } from './policy-objects';
import { RuntimeObjects } from './runtime-objects';
import { checkDerivedObject } from '../checks/patch-checks';
import { unusedOfModel } from '../checks/registered-settings';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { Recorded } from '../checks/rules/engine-says-container';
import { ServedModel } from '../checks/rules/infer-serves-other-weights';
import { checkedPrintable } from '../ground/names';
import { InferAutoscaling } from '../profiles/infer-autoscaling';
import { ModelInferProps } from '../profiles/model-infer-props';
import { versionOf } from '../render/bound-source';
import { recordedAutoscaling, scalerInput } from '../render/infer-autoscaling';
import { inferSpec, RecordedDeployment, recordsContainer } from '../render/infer-record';
import { isOn } from '../render/switch-record';
import { AutoscalingTarget } from '../scaling/autoscaling-target';
import { ModelLabels } from '../values/model-labels';

/** The facts that a ModelInfer records, and what its Model said of its container. */
export interface RecordedInferProps extends Omit<RecordedDeployment, 'autoscaled' | 'autoscaling'> {
  readonly container?: Recorded;
  /** What the Model says of its weights; undefined for one that is registered elsewhere. */
  readonly model?: ServedModel['model'];
}

/** The runtime that a ModelInfer stands for, as far as it is asked. */
interface Stood { readonly _objects: RuntimeObjects; readonly scalingTarget: AutoscalingTarget }

/** The `ModelInfer` custom resource, and the findings about it. Its runtime says the rest. */
export class RecordedInfer implements Subject {
  public readonly object: DerivedObject;
  private runtime?: Stood;

  /**
   * @param construct the ModelInfer, which the resource stands below.
   * @param props what it records.
   */
  public constructor(public readonly construct: Construct, private readonly props: RecordedInferProps) {
    const { name, own: { inferMetadata, registerOnly } } = props;
    const annotations: { [key: string]: string } = registerOnly ? { [ModelLabels.REGISTERED_ONLY]: 'true' } : {};
    this.object = new DerivedObject(construct, 'Resource', {
      apiVersion: 'workload.matrixinfer.ai/v1alpha1',
      kind: 'ModelInfer',
      metadata: {
        name,
        labels: checkedPrintable('label of the ModelInfer', inferMetadata?.labels),
        annotations: { ...checkedPrintable('annotation of the ModelInfer', inferMetadata?.annotations), ...annotations },
      },
      own: { labels: { [ModelLabels.MODEL]: name }, annotations },
      parts: { spec: () => inferSpec({ ...props, ...this.scaling() }) },
    });
    const ledger = Ledger.of(construct);
    ledger.registry.addResource(this.object);
    ledger.addObject(construct, this.object);
  }

  /** The runtime that it stands for. */
  public servedBy(runtime: Stood): void {
    this.runtime = runtime;
  }

  /** Makes the scaler that acts by `autoscaling`. */
  public scaledBy(own: InferAutoscaling, target: AutoscalingTarget): PolicyObjects {
    const input = scalerInput({ name: this.props.name, namespace: this.object.metadata.namespace }, target, own);
    return new PolicyObjects(this.construct, input, { version: versionOf(this.props.settings), isRecordedElsewhere: true });
  }

  /** Its own autoscaling, and that of others. */
  private scaling(): Pick<RecordedDeployment, 'autoscaled' | 'autoscaling'> {
    const { name, own: { autoscaling: own } } = this.props;
    const target = this.runtime?.scalingTarget ?? AutoscalingTarget.of({ apiVersion: this.object.apiVersion, kind: this.object.kind, name });
    return {
      autoscaled: !isOn(own) && (this.runtime?._objects.isAutoscaled ?? false),
      autoscaling: own && recordedAutoscaling({ name, namespace: this.object.metadata.namespace }, target, own),
    };
  }

  public check(): Remark[] {
    const { container, own, model } = this.props;
    return [
      ...(own.registerOnly ? judgeBy('register-only-ignores', { what: 'the ModelInfer', unused: unusedOfInfer(own) }) : []),
      ...checkDerivedObject(this.object, { derived: this.object.derive() }),
      ...(model ? judgeBy('infer-serves-other-weights', { model, infer: own }) : []),
      ...(this.runtime && container ? judgeBy('engine-says-container', container) : []),
    ];
  }
}

/** Settings of one that is only registered which nothing reads: the name of the container stands beside rights of it alone. */
function unusedOfInfer(own: ModelInferProps): string[] {
  const { containerName, model: _model, ...settings } = own;
  return [...unusedOfModel('ModelInfer', settings), ...(containerName !== undefined && !recordsContainer(own) ? ['containerName'] : [])];
}
