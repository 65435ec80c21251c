/*
 * Starts a synthesized model on this machine as its Pod is rendered, and asks it (`npm run serve`). docs/serve.md shows what comes out.
 * The server is the real one; the weights are a tiny random model, so what it says is nonsense.
 *
 * Usage: tsx scripts/serve.ts [--once] [<example> | <folder or file of YAML>] [<model>]     examples/quickstart when none is named
 */
import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { seconds, start } from './lib/project';
import { readManifests } from './playground/manifests';
import { askingOf, curlOf } from './serve/asking';
import { tinyWeights, Weights } from './serve/weights';
import { Workload, workloadIn } from './serve/workload';
import { ask } from '../test/serving/harness/http';
import { resolved } from '../test/serving/install/resolve';
import { ensureServer, SERVERS, whyNotServer } from '../test/serving/install/servers';
import { RunningPod } from '../test/serving/pod/pod';
import { standInFor } from '../test/serving/stand-ins';

/** How often it says that the server still loads, in milliseconds. */
const PATIENCE = 10_000;

/** What no rendered Pod says and a CPU in place of an accelerator needs: memory for the KV cache, in GiB. */
const ON_A_CPU = { VLLM_CPU_KVCACHE_SPACE: '1' };

async function main(args: string[]): Promise<void> {
  const [wanted = 'quickstart', model, ...more] = args.filter(arg => arg !== '--once');
  if (wanted.startsWith('-') || more.length > 0) {
    throw new Error(
      `serve takes one example or folder, and a model of it, got ${args.join(' ')}; usage: npm run serve -- [--once] [<example or folder>] [<model>]`,
    );
  }
  const interrupted = new Promise<void>(resolve => { for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve()); });
  const workload = workloadIn(readManifests(wanted).objects, model);
  const standIn = standInFor(workload.server.image)!;
  const reason = whyNotServer(standIn.image.server);
  if (reason !== undefined) throw new Error(reason);
  await ensureServer(standIn.image.server);
  const folder = mkdtempSync(join(tmpdir(), 'cdk8s-matrixinfer-serve-'));
  const weights = await tinyWeights(workload, folder);
  try {
    console.log(
      `${workload.name}: ${workload.server.image}, here ${standIn.image.server} ${SERVERS[standIn.image.server].version} on a CPU, with a tiny random model`,
    );
    const download = workload.template.spec.initContainers?.[0];
    if (download) console.log(`  ${download.name} (${download.image}) is left out: a tiny model is where it would put the real one`);
    console.log(`  ${[...workload.server.command ?? [], ...workload.server.args ?? []].join(' ')}`);
    await serve(workload, weights, args.includes('--once') ? Promise.resolve() : interrupted, interrupted);
  } finally {
    weights.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs the Pod until `until`, or until it is interrupted while it loads. */
async function serve(workload: Workload, weights: Weights, until: Promise<void>, interrupted: Promise<void>): Promise<void> {
  const { spec } = workload.template;
  const pod = await RunningPod.start({ spec: { ...spec, initContainers: [] } }, {
    ...weights,
    image: async reference => {
      const image = await resolved(standInFor(reference)!.image);
      return { ...image, env: { ...image.env, ...weights.env, ...ON_A_CPU } };
    },
  });
  try {
    if (await Promise.race([ready(pod).then(() => true), interrupted.then(() => false)])) {
      await show(pod, workload);
      await until;
      console.log('\nending as the Pod would: preStop, SIGTERM, and the rest of the grace period (Ctrl-C again to cut it short)');
      const end = await Promise.race([pod.delete(), again()]);
      if (end) console.log(`it ended with exit code ${end.exitCode}, ${end.afterSigterm.toFixed(1)} s after SIGTERM${end.killed ? ', killed' : ''}`);
    }
  } finally {
    await pod.stop();
  }
}

async function ready(pod: RunningPod): Promise<void> {
  const began = Date.now();
  const timer = setInterval(() => console.log(`  it loads … ${seconds(began)}`), PATIENCE);
  try {
    await pod.ready();
    console.log(`  its startup and readiness probes are green after ${seconds(began)}`);
  } finally {
    clearInterval(timer);
  }
}

async function show(pod: RunningPod, workload: Workload): Promise<void> {
  const [url, asking] = [pod.url('http'), askingOf(workload)];
  const { status, text } = await ask(`${url}${asking.path}`, { json: asking.json });
  console.log(`\n${url}\n\n${curlOf(url, asking)}\n\nHTTP ${status}\n${text}\n\nit runs until Ctrl-C`);
}

/** Resolves at the second Ctrl-C. */
function again(): Promise<undefined> {
  return new Promise(resolve => { process.once('SIGINT', () => resolve(undefined)); });
}

start(main);
