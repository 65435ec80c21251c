import { Architecture } from './architecture';
import { isLatent, keepsTokens } from './cache-kinds';
import { hasVllm } from './engines/served-models';
import { smallestGroup } from './engines/vllm-buffers';
import { ResolvedRequest } from './plan-request';

/** Engines that divide each layer over their devices. */
const DIVIDE_HEADS = ['vllm', 'sglang', 'tensorrt-llm', 'lmdeploy', 'text-generation-inference', 'kserve-huggingface', 'matrixinfer-runtime'];

/**
 * Whether all ranks have as many heads of queries: the PyTorch engine of LMDeploy gives some of them more. https://github.com/InternLM/lmdeploy
 * lmdeploy/pytorch/nn/utils.py (get_distribute_size), src/turbomind/models/llama/unified_attention_layer.cc (TM_CHECK_EQ)
 */
const hasEvenHeads = ({ engine, onTurboMind }: ResolvedRequest): boolean => engine !== 'lmdeploy' || onTurboMind;

/** Divisions that the server refuses when it starts, a sentence each. */
export function refusals(request: ResolvedRequest): readonly string[] {
  const { architecture, engine, split, count, dataParallel = 1 } = request;
  if (!DIVIDE_HEADS.includes(engine)) return [];
  const { tensorParallel: ranks, pipelineParallel: stages } = split;
  const { heads, kvHeads, intermediate, quantization, experts, layers } = architecture;
  const found: string[] = [];
  if (ranks * stages * dataParallel > count) {
    found.push(
      `tensor parallelism ${ranks}, ${stages} stages and ${dataParallel} copies need ${ranks * stages * dataParallel} devices, and there are ${count}`,
    );
  }
  if (hasHeads(architecture) && heads % ranks !== 0 && hasEvenHeads(request)) {
    found.push(`tensor parallelism ${ranks} does not divide the ${heads} heads of ${architecture.name}`);
  } else if (kvHeads > 1 && Math.max(kvHeads, ranks) % Math.min(kvHeads, ranks) !== 0) {
    found.push(`tensor parallelism ${ranks} and the ${kvHeads} heads of keys and values of ${architecture.name} do not divide each other`);
  }
  found.push(...contextRefusals(request));
  if (stages > layers.length) found.push(`${stages} stages are more than the ${layers.length} layers of ${architecture.name}`);
  const whole = experts !== undefined && split.expertTensor === 1; // each rank has whole experts
  const parts = experts === undefined ? ranks : split.expertTensor ?? ranks;
  if (whole || intermediate === 0 || engine === 'lmdeploy') return found; // which pads channels
  const part = experts === undefined ? 'the feed-forward part' : 'an expert';
  if (intermediate % parts !== 0) {
    found.push(`tensor parallelism ${parts} does not divide the ${intermediate} channels of ${part} of ${architecture.name}`);
  } else if (isGrouped(quantization?.method) && quantization!.group > 1 && intermediate / parts % smallestGroup(request) !== 0) {
    const { method, group } = quantization!;
    found.push(`tensor parallelism ${parts} leaves ${intermediate / parts} channels of ${part} on each device, and ${method} has groups of ${group}`);
  }
  return found;
}

/**
 * Context parallelism shares out the tokens among ranks that would have the same heads of keys and values; latent vectors are on every rank.
 * https://github.com/vllm-project/vllm vllm/config/model.py (verify_with_parallel_config), vllm/config/parallel.py
 */
function contextRefusals({ architecture, engine, contextParallel, tensorParallel: ranks }: ResolvedRequest): string[] {
  const { name, heads, kvHeads } = architecture;
  if (!hasVllm(engine) || contextParallel === 1) return [];
  if (ranks % contextParallel !== 0) return [`context parallelism ${contextParallel} does not divide tensor parallelism ${ranks}`];
  if (isLatent(architecture)) return [];
  const most = Math.floor(ranks / kvHeads);
  if (contextParallel > most) {
    return [`context parallelism ${contextParallel} needs ${contextParallel} ranks for each of the ${kvHeads} heads of `
    + `keys and values of ${name}, and tensor parallelism is ${ranks}`];
  }
  return heads / kvHeads % contextParallel === 0
    ? []
    : [`context parallelism ${contextParallel} does not divide the ${heads / kvHeads} heads of queries for each head of keys and values of ${name}`];
}

/** Whether any layer has attention, with heads that ranks share out. */
const hasHeads = (architecture: Architecture): boolean => architecture.task === 'encode' || keepsTokens(architecture);

/** Methods whose groups must not be divided; of others servers pad the last one. */
function isGrouped(method: string | undefined): boolean {
  return method !== undefined && ['fp8', 'awq', 'gptq', 'nvfp4', 'int4', 'int8'].includes(method);
}
