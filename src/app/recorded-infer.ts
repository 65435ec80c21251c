import { Construct } from 'constructs';
import { DerivedObject } from './derived-object';
import { Ledger, Subject } from './ledger';
import { RuntimeObjects } from './runtime-objects';
import { checkDerivedObject } from '../checks/patch-checks';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { Recorded } from '../checks/rules/engine-says-container';
import { checkedPrintable } from '../ground/names';
import { inferSpec, RecordedDeployment } from '../render/infer-record';
import { ModelLabels } from '../values/model-labels';

/** The facts that a ModelInfer records, and what its Model said of its container. */
export interface RecordedInferProps extends Omit<RecordedDeployment, 'autoscaled'> {
  readonly container?: Recorded;
}

/** The `ModelInfer` custom resource, and the findings about it. Its runtime says the rest. */
export class RecordedInfer implements Subject {
  public readonly object: DerivedObject;
  private runtime?: RuntimeObjects;

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
      parts: { spec: () => inferSpec({ ...props, autoscaled: this.runtime?.isAutoscaled ?? false }) },
    });
    const ledger = Ledger.of(construct);
    ledger.registry.addResource(this.object);
    ledger.addObject(construct, this.object);
  }

  /** The runtime that it stands for. */
  public servedBy(runtime: RuntimeObjects): void {
    this.runtime = runtime;
  }

  public check(): Remark[] {
    const { container } = this.props;
    return [
      ...checkDerivedObject(this.object, { derived: this.object.derive() }),
      ...(this.runtime && container ? judgeBy('engine-says-container', container) : []),
    ];
  }
}
