import { isAtLeast } from './versions';

/** One way in which a server gets a model by itself, beside a Hugging Face hub. */
export interface ServerFetch {
  /** Name of the engine. */
  readonly engine: string;
  /** Schemes of what it fetches. */
  readonly schemes: readonly string[];
  /** The first version that does. */
  readonly since?: string;
  /** Flags that make it do so. */
  readonly flags?: { readonly [flag: string]: string };
  /** Variables that make it do so. */
  readonly env?: { readonly [name: string]: string };
  /** Whether the endpoint of another store stands in the address, and not in a variable. */
  readonly endpointInPath?: boolean;
  /** Whether it copies what it reads to its temporary folder before it loads it. */
  readonly copiesToScratch?: boolean;
  /** Variable of the folder that it keeps the files in. */
  readonly keptIn?: string;
}

/** Weights go from the store into memory, without a copy on the disk. https://github.com/run-ai/runai-model-streamer */
const STREAMED = { '--load-format': 'runai_streamer' };

/** The servers read it for either hub. */
const ONLINE = { HF_HUB_OFFLINE: '0' };

const MODEL_SCOPE_CACHE = 'MODELSCOPE_CACHE';

/**
 * What each server fetches by itself. vLLM: `vllm/transformers_utils/runai_utils.py` (`gs` with pull request 24435, `az` with 34614). SGLang: its
 * module of that name in the packages from 0.5.10 on. Triton: https://github.com/triton-inference-server/server docs/user_guide/model_repository.md.
 */
export const SERVER_FETCHES: readonly ServerFetch[] = [
  { engine: 'vllm', schemes: ['s3'], since: '0.8.0', flags: STREAMED },
  { engine: 'vllm', schemes: ['gs'], since: '0.11.0', flags: STREAMED },
  { engine: 'vllm', schemes: ['az'], since: '0.18.0', flags: STREAMED },
  { engine: 'vllm', schemes: ['modelscope'], env: { VLLM_USE_MODELSCOPE: 'true', ...ONLINE }, keptIn: MODEL_SCOPE_CACHE },
  { engine: 'sglang', schemes: ['s3', 'gs', 'az'], since: '0.5.10', flags: STREAMED },
  { engine: 'sglang', schemes: ['modelscope'], env: { SGLANG_USE_MODELSCOPE: 'true', ...ONLINE }, keptIn: MODEL_SCOPE_CACHE },
  { engine: 'lmdeploy', schemes: ['modelscope'], env: { LMDEPLOY_USE_MODELSCOPE: 'true', ...ONLINE }, keptIn: MODEL_SCOPE_CACHE },
  { engine: 'triton', schemes: ['s3'], endpointInPath: true, copiesToScratch: true },
  { engine: 'triton', schemes: ['gs'], copiesToScratch: true },
  { engine: 'ollama', schemes: ['ollama'], keptIn: 'OLLAMA_MODELS' },
  { engine: 'nim', schemes: ['ngc'], keptIn: 'NIM_CACHE_PATH' },
];

/** A variable that says where a server keeps the model that it fetches, and the folder below that. */
export interface WeightsPlace {
  readonly variable: string;
  readonly below: string;
}

/**
 * Where clients of the hub keep what they download; the first variable that is set counts.
 * https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables, huggingface_hub/constants.py
 */
const HUB_PLACES: readonly WeightsPlace[] = [
  { variable: 'HF_HUB_CACHE', below: '' },
  { variable: 'HUGGINGFACE_HUB_CACHE', below: '' },
  { variable: 'HF_HOME', below: '/hub' },
];

/** Servers whose client of the hub is the one in Rust: `HF_HUB_CACHE` is unknown to it. router/src/main.rs, hf-hub/src/lib.rs */
const RUST_CLIENTS = ['text-embeddings-inference'];

/** The variables by which an engine finds the place for a model that it fetches, in the order in which it looks. */
export function weightsPlaces(engine: string, model: { readonly hub: boolean; readonly scheme?: string }): readonly WeightsPlace[] {
  const { keptIn } = fetchOf(engine, model.scheme) ?? {};
  if (keptIn !== undefined) return [{ variable: keptIn, below: '' }];
  return model.hub ? HUB_PLACES.slice(RUST_CLIENTS.includes(engine) ? 1 : 0) : [];
}

/** The schemes that an engine fetches in a version. */
export function schemesOf(engine: string, version: string): string[] {
  return SERVER_FETCHES.filter(row => row.engine === engine && isAtLeast(version, row.since ?? '0')).flatMap(row => row.schemes);
}

/** How an engine fetches a scheme; undefined when it does not in any version. */
export function fetchOf(engine: string, scheme: string | undefined): ServerFetch | undefined {
  return SERVER_FETCHES.find(row => row.engine === engine && scheme !== undefined && row.schemes.includes(scheme));
}

/** The engines that fetch a scheme, with the first version that does, for messages. */
export function enginesFetching(scheme: string): string {
  return SERVER_FETCHES.filter(row => row.schemes.includes(scheme)).map(({ engine, since }) => (since === undefined ? engine : `${engine} from ${since} on`))
    .join(', ');
}

/** Whether the server fetches the model itself, from a hub or from elsewhere, so that it is not in the Pod when the server starts. */
export function isFetched({ hub, scheme }: { readonly hub: boolean; readonly scheme?: string }): boolean {
  return hub || scheme !== undefined;
}
