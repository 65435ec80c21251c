import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { AppRegistry } from './app-registry';
import { judgeSubclass } from '../ground/input/answers';
import { checkedName, nameFromId } from '../ground/names';
import { ModelRuntimeProps } from '../profiles/model-runtime-props';
import { besideModels, lockedBy } from '../render/beside-models';
import { NO_ALIASES, servedNameOf } from '../render/checked-served-name';
import { checkedFootprint } from '../render/footprint';
import { RuntimeInput } from '../render/runtime-plan';
import { selectedNodes } from '../render/scheduling';
import { servicesOf } from '../render/services';

/**
 * All that is known of a runtime when it is made: its names, its settings over those of its profile, and its sources as a lock pins them. Throws on a
 * value that is wrong in itself.
 */
export function runtimeInput(construct: Construct, id: string, given: ModelRuntimeProps): RuntimeInput {
  const { profile, engine = profile.engine } = given;
  for (const source of [given.source, ...besideModels(given).map(one => one.source)]) judgeSubclass('ModelSource', source, construct);
  judgeSubclass('ServingEngine', engine, construct);
  const name = given.name === undefined ? nameFromId(id) : checkedName(given.name);
  const servedName = servedNameOf(name, given);
  const settings = profile._settingsOf(given);
  const props = settings.lock ? lockedBy(settings.lock, given) : given;
  const { version, framework, source, architecture, replicas, servedAliases = NO_ALIASES } = props;
  return {
    ...{ name, servedName, engine, settings, version, framework, source, architecture, replicas, servedAliases },
    footprint: checkedFootprint(props.footprint),
    namespace: Chart.of(construct).namespace,
    servedNameGiven: props.servedName !== undefined,
    beside: besideModels(props),
    autoscaled: false,
  };
}

/** Tells the app which engine and which devices a runtime has. */
export function addTo(registry: AppRegistry, construct: Construct, input: RuntimeInput): void {
  const { name, namespace, engine, settings: { compute, cluster, scheduling, tls } } = input;
  registry.addEngine(construct, engine);
  if (tls) registry.tlsServices.push(...servicesOf(name).map(service => ({ name: service, namespace, input })));
  if (compute?.accelerator === undefined) return;
  const { accelerator, claim } = compute;
  registry.addAccelerator(construct, accelerator, { ...selectedNodes(accelerator, cluster, scheduling), ...claim?._selects });
}
