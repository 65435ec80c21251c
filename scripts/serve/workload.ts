import { Container, PodTemplate } from '../../test/serving/pod/template';
import { standInFor } from '../../test/serving/stand-ins';

/** An object of Kubernetes, as far as it is read. */
interface ReadObject {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly labels?: Readonly<Record<string, string>> };
  readonly spec?: unknown;
}

/** A model that can be served here. */
export interface Workload {
  readonly name: string;
  readonly engine: string;
  readonly template: PodTemplate;
  readonly server: Container;
}

/** What downloads a model into the Pod, as the library calls it. */
export const DOWNLOADER = 'download-model';

/** The label that the library puts on every model server. */
const COMPONENT = 'app.kubernetes.io/component';

/** The model to serve: the one that is named, or the first that this machine can. Throws with the reason for each when it can none. */
export function workloadIn(objects: readonly ReadObject[], wanted?: string): Workload {
  const all = objects.filter(({ kind, metadata }) => kind === 'Deployment' && metadata?.labels?.[COMPONENT] === 'model-server').map(asWorkload);
  if (all.length === 0) throw new Error('there is no Deployment of a model: only what ModelConstruct and ModelRuntime render can be served');
  const named = wanted === undefined ? all : all.filter(({ name }) => name === wanted);
  if (named.length === 0) throw new Error(`there is no model ${JSON.stringify(wanted)}; there are ${all.map(({ name }) => name).join(', ')}`);
  const reasons = named.map(one => [one, whyNotHere(one)] as const);
  const first = reasons.find(([, reason]) => reason === undefined)?.[0];
  if (first === undefined) {
    throw new Error(`nothing of it can be served on this machine\n${reasons.map(([{ name }, reason]) => `  ${name}: ${reason}`).join('\n')}`);
  }
  return first;
}

function asWorkload({ metadata, spec }: ReadObject): Workload {
  const { template } = spec as { template: PodTemplate };
  return { name: metadata!.name!, engine: metadata!.labels!['app.kubernetes.io/name']!, template, server: template.spec.containers[0]! };
}

function whyNotHere({ server, template, engine }: Workload): string | undefined {
  if (standInFor(server.image) === undefined) return `no package registry has ${engine} (${server.image}) in a form that starts here`;
  const init = template.spec.initContainers?.find(({ name }) => name !== DOWNLOADER);
  if (init !== undefined) return `the container ${init.name} (${init.image}) runs before it, and there is none of it here`;
  if (engine === 'sglang' && !server.args?.includes('cpu')) return 'SGLang starts without accelerators only when it is told to: give it Compute.cpu';
  const accelerators = Object.entries(limitsOf(server)).filter(([resource, count]) => resource.includes('/') && Number(count) > 1);
  return accelerators.length === 0 ? undefined : `it is divided among ${accelerators.map(([resource, count]) => `${count} ${resource}`).join(', ')}`;
}

function limitsOf(container: Container): Readonly<Record<string, string>> {
  return (container as { resources?: { limits?: Record<string, string> } }).resources?.limits ?? {};
}
