import { Size } from 'cdk8s';
import { positive, whole, word } from './args';
import { isRepository, withoutRevision } from '../../facts/repository-names';
import { bytesOf, GIB } from '../../ground/bytes';
import { invalid, show } from '../../ground/errors';
import { given } from '../../ground/objects';
import { literal } from '../../ground/references';
import { Compute } from '../../values/compute';
import { ModelLocation } from '../../values/model-location';
import { LoraOptions, SpeculativeDecoding } from '../language-model-options';

/** Clients name adapters as they name models: `acme/sql` too. https://docs.vllm.ai/en/latest/features/lora/ */
const ADAPTER_NAME = /^[A-Za-z0-9][-._A-Za-z0-9]*(\/[A-Za-z0-9][-._A-Za-z0-9]*)*$/;

/** Throws on a way of drafting that no server takes. */
export function checkSpeculation(what: string, { method, tokens }: SpeculativeDecoding): void {
  word(`${what}.method`, method);
  positive(`${what}.tokens`, tokens);
}

/** Throws on limits that no server takes. */
export function checkLimits(what: string, limits: { readonly [kind: string]: number } | undefined): void {
  for (const [kind, most] of given(limits)) {
    word(`a kind in ${what}`, kind);
    positive(`${what}.${kind}`, most, 0);
  }
}

/** Throws on names that no server takes. */
export function checkAdapters(what: string, adapters: { readonly [name: string]: string } | undefined): void {
  const bad = given(adapters).map(([name]) => name).filter(name => !ADAPTER_NAME.test(name));
  if (bad.length === 0) return;
  const [first, ...others] = bad;
  const also = others.length === 0 ? '' : `, as ${others.map(name => show(name)).join(', ')} ${others.length === 1 ? 'is' : 'are'} not either`;
  throw invalid({
    what: `name in ${what}`,
    got: first,
    allowed: 'letters, digits, "-", "." and "_" inside, and "/" between',
    fix: `use the name that clients send${also}`,
  });
}

/**
 * Where an adapter or a draft model is: a path in the Pod as it is, a repository on the hub only when the server may ask the hub. Throws otherwise.
 */
export function besideModel(what: string, where: string, model: ModelLocation): string {
  if (/^\/\S*$/.test(where)) return literal(where);
  if (!isRepository(withoutRevision(where))) {
    throw new Error(
      `${what} is ${JSON.stringify(where)}, which is neither an absolute path in the Pod nor the id of a repository on the hub (<organization>/<name>)`,
    );
  }
  if (model.hub) return where;
  throw new Error(`${what} is ${JSON.stringify(where)} on the hub, and the server does not ask the hub, because the model is not loaded from there; `
    + 'mount it with pod.volumes and pod.mounts, and give its path');
}

/** Adapters by name: those of the engine, each where `besideModel` allows it, and those that the model's own sources bring. */
export function adaptersOf(props: LoraOptions, model: ModelLocation): [name: string, where: string][] {
  const own = given(props.loraAdapters).map(([name, where]): [string, string] => [name, besideModel(`the adapter ${name} in loraAdapters`, where, model)]);
  const brought = given(model.adapters);
  const twice = own.find(([name]) => model.adapters !== undefined && Object.hasOwn(model.adapters, name));
  if (twice) throw new Error(`the adapter ${twice[0]} stands in adapters of the model and in loraAdapters of the engine; leave one of them out`);
  return [...own, ...brought];
}

/** Where the draft model is: as the engine was told, or where a source of the model's own brings it. */
export function draftModelOf({ model: draft }: Pick<SpeculativeDecoding, 'model'>, model: ModelLocation): string | undefined {
  if (draft === undefined) return model.draftModel;
  if (model.draftModel === undefined) return besideModel('speculativeDecoding.model', draft, model);
  throw new Error(`speculativeDecoding.model of the engine is ${JSON.stringify(draft)}, and the model has a draftModel; leave one of them out`);
}

/** GiB for vLLM's KV cache without accelerators, as it reads them from a variable: as told, else a quarter of the memory limit. */
export function cpuKvCacheGib(compute: Compute, told: Size | undefined): string | undefined {
  if (compute.accelerator) return undefined;
  return String(whole('GiB', 'kvCacheSize', told) ?? Math.max(1, Math.floor(bytesOf(compute.memoryLimit) / GIB / 4)));
}
