import { Remark } from './remark';
import { isGated } from '../facts/gated-repositories';
import { modelFileOf } from '../facts/model-files';
import { parseFlags } from '../flags/flags';
import { given } from '../ground/objects';
import { serverArgs } from '../render/pod-template';
import { RuntimePlan } from '../render/runtime-plan';
import { ModelLayout } from '../values/model-layout';

/** What the source needs of the rest of the Pod, and what it may bring. */
export function checkSource(plan: RuntimePlan): Remark[] {
  return [...checkIdentity(plan), ...checkGate(plan), ...checkPickle(plan), ...checkRemoteCode(plan), ...checkRepository(plan), ...checkEnding(plan)];
}

function checkIdentity({ source, settings }: RuntimePlan): Remark[] {
  if (!source.needsServiceAccount || settings.pod?.serviceAccount !== undefined) return [];
  return [{
    rule: 'service-account-missing',
    what: `the source ${JSON.stringify(source.uri)} has no Secret and the Pods have no ServiceAccount`,
    fix: 'give pod.serviceAccount, the one that is bound to an identity in the cloud, or credentials to the source',
  }];
}

/** A repository that asks who comes, and nobody who says so. A mirror has rules of its own. */
function checkGate({ source, binding, container, settings }: RuntimePlan): Remark[] {
  const repository = /^(?:huggingface|hf):\/\/([^/@]+\/[^/@:]+)/.exec(source.uri)?.[1];
  if (repository === undefined || !isGated(repository)) return [];
  const server = [container.env, container.secretEnv, binding.env, binding.secretEnv, settings.env, settings.secretEnv];
  const downloads = binding.model.hub ? server : (binding.initContainers ?? []).flatMap(({ env, secretEnv }) => [env, secretEnv]);
  const names = downloads.flatMap(map => given<unknown>({ ...map }).map(([name]) => name));
  if (names.some(name => /^(HF_TOKEN|HF_TOKEN_PATH|HUGGING_FACE_HUB_TOKEN|HF_ENDPOINT)$/.test(name))) return [];
  return [{
    rule: 'gated-repository-without-token',
    what: `${repository} is known to let in only those who accepted its terms, and the source has no token`,
    fix: 'accept the terms on the page of the repository, and give the source token, a SecretKey; acknowledge the finding when it is open by now',
  }];
}

/** A file that runs code while it is loaded, and may be another one tomorrow. */
function checkPickle({ source, binding }: RuntimePlan): Remark[] {
  const { path, file = '', hub } = binding.model;
  const name = [lastOf(source.uri), hub ? file : lastOf(path)].find(one => modelFileOf(one)?.pickle);
  const pinned = source.unpinnedReason === undefined && (source.revision !== undefined || /@sha256:[0-9a-f]{64}$/.test(source.uri));
  if (name === undefined || pinned) return [];
  return [{
    rule: 'pickle-not-verified',
    what: `${JSON.stringify(name)} of ${source.uri} runs code while it is loaded, and nothing says which file it has to be`,
    fix: 'give the source sha256 where it takes one, or a commit where it has revisions; or store the model in a format without code, such as safetensors or ONNX; acknowledge the finding when nobody else can write there',
  }];
}

/** Code of a repository that is another one tomorrow. */
function checkRemoteCode(plan: RuntimePlan): Remark[] {
  const { source, container, binding, settings } = plan;
  if (source.unpinnedReason === undefined) return [];
  const env: { [name: string]: string } = { ...container.env, ...binding.env, ...settings.env };
  const byFlag = parseFlags(serverArgs(plan)).find(({ flag, words }) => (
    /^--trust[-_]remote[-_]code$/.test(flag) && isOn(words[0].includes('=') ? words[0].slice(flag.length + 1) : words[1])
  ))?.flag;
  const by = byFlag ?? given(env).map(([name]) => name).find(name => name.endsWith('TRUST_REMOTE_CODE') && isOn(env[name]));
  if (by === undefined) return [];
  return [{
    rule: 'remote-code-not-pinned',
    what: `${by} lets the server run code of the model's repository, and ${source.unpinnedReason}`,
    fix: 'name what cannot move and whose code you have read: the full hash of a commit as the revision of the source, or a digest of an image',
  }];
}

/** Servers of a whole repository answer for each model by its name, and nobody said which of them is meant. */
function checkRepository({ source, engine, servedName, servedNameGiven }: RuntimePlan): Remark[] {
  if (source.layout !== ModelLayout.REPOSITORY || servedNameGiven) return [];
  const startup = (name: string) => JSON.stringify(engine._facts.probes.startup._render(name));
  if (startup(servedName) === startup(`${servedName}-`)) return [];
  return [{
    rule: 'repository-model-unnamed',
    what: `the probes of ${engine.name} wait for a model called ${JSON.stringify(servedName)}, which is only the name of the Service, in the repository ${source.uri}`,
    fix: 'say servedName: the folder in the repository that holds the model to wait for',
  }];
}

/** A path that may be a file, and is handed to the server as a folder. */
function checkEnding({ source }: RuntimePlan): Remark[] {
  const ending = source._unknownEnding;
  if (ending === undefined) return [];
  return [{
    rule: 'source-ending-unknown',
    what: `the source ${JSON.stringify(source.uri)} ends with ${ending}, which no known file does, and the server gets it as a folder`,
    fix: 'end it with a slash when it is a folder; when it is a file give it a name with an ending that the server knows (a download takes fileName), or acknowledge the finding',
  }];
}

function isOn(value: string | undefined): boolean {
  return !/^(false|0|no|off)$/i.test(value ?? '');
}

/** The last part of a path or URI. */
function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/@[^]*$/, '');
}
