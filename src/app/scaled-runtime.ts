import { ApiObject, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { RuntimeObjects } from './runtime-objects';
import { ServingEngine } from '../engines/serving-engine';
import { RuntimeSettings } from '../profiles/runtime-settings';
import { versionOf } from '../render/bound-source';
import { givenLabelsOf } from '../render/pod-template';
import { exposedBy, servedPorts } from '../render/ports';
import { servedNames } from '../render/served-names';
import { AutoscalingTarget } from '../scaling/autoscaling-target';

/** A runtime, as far as a policy scales it. */
interface Scalable extends Construct {
  readonly engine: ServingEngine;
  readonly tryServiceObject: ApiObject | undefined;
  readonly _objects: RuntimeObjects;
  markHasAutoscaler(): void;
}

/** What a policy reads and tells of a runtime. */
export function scaledRuntime(runtime: Scalable, settings: RuntimeSettings): NonNullable<AutoscalingTarget['_runtime']> {
  const { engine, tryServiceObject: service, _objects: objects } = runtime;
  const { compute } = settings;
  return {
    namespace: Chart.of(runtime).namespace,
    engine,
    accelerator: compute?.accelerator,
    accelerators: compute?.acceleratorCount ?? 0,
    pool: settings.acceleratorPool,
    replicas: objects.input.replicas,
    version: versionOf(settings),
    service: service && {
      name: service.name,
      port: servedPorts({ engine, settings })[0].port,
      isEncrypted: settings.tls !== undefined,
      isOutside: exposedBy({ settings }).length > 0,
    },
    labels: () => givenLabelsOf(objects.input),
    args: () => objects.input.settings.args ?? [],
    names: () => servedNames(objects.input),
    timing: () => objects.timing,
    mark: () => runtime.markHasAutoscaler(),
    letIn: peer => objects.addGuest(peer),
  };
}
