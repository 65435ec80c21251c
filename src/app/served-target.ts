import { Chart } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Pass } from './pass';
import { workloadsIn } from './workloads';
import { Remark } from '../checks/remark';
import { judgeBy } from '../checks/rules';
import { ServingEngine } from '../engines/serving-engine';
import { invalid } from '../ground/errors';
import { checkedRecordName } from '../ground/names';
import { labelsOf } from '../render/pod-template';
import { servedPorts } from '../render/ports';
import { RuntimeInput } from '../render/runtime-plan';
import { ServedNames, servedNames } from '../render/served-names';
import { RouteDestination } from '../traffic/route-destination';
import { IServedModel, ServedModel } from '../traffic/served-model';

/** A model that serves, as far as those in front of it ask. */
export interface ServedTarget {
  /** The name by which a ModelServer refers to it, and its namespace where somebody said one. */
  readonly infer: { readonly name: string; readonly namespace?: string };
  /** The name in the label of its Pods. */
  readonly podsOf: string;
  readonly namespace?: string;
  /** Names that clients send as `model`; undefined where they are not known. */
  readonly names?: ServedNames;
  /** The engine of one that is only registered, where it is known. */
  readonly engine?: ServingEngine;
  /** Everything that is known of it by now; undefined for one of another app. */
  readonly input?: () => RuntimeInput;
}

/** What a runtime of the library shows of itself, in this copy of it or another. */
interface WithObjects {
  readonly _objects: { readonly input: RuntimeInput };
}

/**
 * Finds the runtime behind what was given: its own, that of a Model or a ModelInfer, or none for a reference. One that is only registered can only be recorded.
 *
 * @param isRecord whether it is only recorded; undefined of what cannot be.
 */
export function servedTarget(target: IServedModel, construct: IConstruct, isRecord?: boolean): ServedTarget {
  const own = Chart.of(construct).namespace;
  if (isReference(target)) {
    const { namespace = own, servedNames: names } = target;
    const name = checkedRecordName(target.name, isRecord);
    const of = isRecord ? namespace : sameNamespace(namespace, own, construct);
    return { infer: { name, namespace: target.namespace }, podsOf: name, namespace: of, names: names && { own: names, adapters: [] } };
  }
  if (isRegistered(target)) {
    if (!isRecord) throw withoutPods(target, construct, isRecord !== undefined);
    const namespace = elsewhere(Chart.of(target).namespace, own);
    return { infer: { name: target.name, namespace }, podsOf: target.name, namespace: own, engine: target._engine };
  }
  const { _objects } = ('_objects' in target ? target : (target as unknown as { readonly runtime: object }).runtime) as WithObjects;
  const input = () => _objects.input;
  const { name, namespace } = input();
  return {
    infer: { name: target.name, namespace: isRecord ? elsewhere(namespace, own) : undefined },
    podsOf: name,
    namespace: isRecord ? namespace : sameNamespace(namespace, own, construct),
    names: servedNames(input()),
    input,
  };
}

/** A Model or a ModelInfer that has no runtime. */
interface Registered extends IServedModel, IConstruct {
  readonly tryRuntime?: unknown;
  readonly _engine?: ServingEngine;
}

function isRegistered(target: object): target is Registered {
  return 'runtime' in target && (target as Partial<Registered>).tryRuntime === undefined;
}

function withoutPods({ name, node }: Registered, construct: IConstruct, mayBeRecorded: boolean): Error {
  const recorded = mayBeRecorded ? ', or set it for the ModelServer too, which is then only recorded' : '';
  return invalid({
    what: `target of "${construct.node.path}"`,
    got: `${node.path}, which has no runtime: registerOnly is true`,
    allowed: 'a model with a runtime, or a ServedModel',
    fix: `use ServedModel.of(${JSON.stringify(name)}) for Pods that something else runs, or remove registerOnly there${recorded}`,
  });
}

/** The namespace that a reference has to say. */
function elsewhere(namespace: string | undefined, own: string | undefined): string | undefined {
  return namespace === own ? undefined : namespace;
}

function isReference(target: IServedModel): target is ServedModel {
  return 'servedNames' in target;
}

/** A Service, and a pool, select Pods of their own namespace. */
function sameNamespace(namespace: string | undefined, own: string | undefined, { node }: IConstruct): string | undefined {
  if (namespace === own) return namespace;
  throw invalid({
    what: `target of "${node.path}"`,
    got: namespace === undefined ? 'a model of a chart without a namespace' : `a model in namespace ${namespace}`,
    allowed: `a model ${own === undefined ? 'without a namespace, as its own chart has none' : `in its own namespace, ${own}`}: Services select `
      + 'Pods of their namespace only',
    fix: 'put it into a chart of the namespace of the model; a ModelRoute may lead there from any namespace',
  });
}

/** The port of the Pods that HTTP clients are led to, by its name, and whether TLS is spoken there. */
export function frontOf({ input, engine }: ServedTarget): { readonly target: string; readonly port?: number; readonly tls: boolean } {
  if (input === undefined) return { target: 'http', port: engine?.ports.http, tls: false };
  const [{ target, port }] = servedPorts(input());
  return { target, port, tls: input().settings.tls !== undefined };
}

/** The name that a ModelServer has, and is recorded by, unless it has another: `llama-server` of `llama-infer`, as the API documents it. */
export function serverNameOf(target: string): string {
  return `${target.replace(/-infer$/, '')}-server`;
}

/** Where the API of OpenAI of a server is, and who answers there; undefined where it has none, or nothing is known of it. */
export function apiOf(engine: ServingEngine | undefined): NonNullable<RouteDestination['_facts']>['api'] {
  return engine?.openAiCompatible ? { title: engine._title, path: engine.apiPath || '/' } : undefined;
}

/** What is wrong with a reference to a model by its name. One that is only recorded may be to anything. */
export function judgeName({ podsOf: name, namespace, input, engine }: ServedTarget, pass: Pass): Remark[] {
  return input !== undefined || engine !== undefined ? [] : judgeBy('target-unknown', { name, namespace, known: workloadsIn(pass) });
}

/** Whether the NetworkPolicy of the model lets in those that are led there. */
export function judgeFront(kind: string, name: string, { input }: ServedTarget, { surroundings }: Pass): Remark[] {
  const known = input?.();
  if (known === undefined) return [];
  const [closer] = surroundings.closersOf(known, labelsOf(known), 'Ingress');
  return judgeBy('network-closed-to-server', {
    kind,
    name,
    input: known,
    isLetIn: closer === undefined && surroundings.mayLetIn(known, labelsOf(known)),
    closer,
  });
}
