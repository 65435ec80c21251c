import { Workload } from './workload';

/** How a model is asked, as a person types it. */
export interface Asking {
  readonly path: string;
  readonly json: object;
}

/** A question that the engine's API takes, to the served name. */
export function askingOf({ engine, server }: Workload): Asking {
  const inference = { inputs: [{ name: 'SECONDS', datatype: 'FP32', shape: [1], data: [0.5] }] };
  if (engine === 'triton' || engine === 'mlserver') return { path: `/v2/models/${nameInProbe(server.readinessProbe?.httpGet?.path)}/infer`, json: inference };
  if (engine === 'torchserve') return { path: `/predictions/${wordAfter('--models', server.args).split('=')[0]}`, json: { seconds: 0.5 } };
  return { path: '/v1/completions', json: { model: nameInArgs(server.args), prompt: 'Kubernetes is', max_tokens: 24 } };
}

/** The same as a command. */
export function curlOf(url: string, { path, json }: Asking): string {
  return `curl -s ${url}${path} -H 'content-type: application/json' -d '${JSON.stringify(json)}'`;
}

/** The name after the flag that states it, in the spelling of each server. */
function nameInArgs(args: readonly string[] = []): string {
  return wordAfter(args.includes('--alias') ? '--alias' : '--served-model-name', args).split(',')[0]!;
}

function wordAfter(flag: string, args: readonly string[] = []): string {
  const at = args.indexOf(flag);
  return at < 0 ? 'model' : args[at + 1]!;
}

function nameInProbe(path = ''): string {
  return /\/models\/([^/]+)\/ready$/.exec(path)?.[1] ?? 'model';
}
