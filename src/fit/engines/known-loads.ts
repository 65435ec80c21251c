import { computeCapability } from '../../facts/compute-capabilities';
import { isAtLeast } from '../../facts/versions';
import { Architecture } from '../architecture';

/*
 * What LMDeploy and TensorRT-LLM load: they end with a model that they have no class for, and with weights in a method that they do not read.
 */

/** What decides it. */
interface Asked {
  readonly engine: string;
  readonly version: string;
  readonly architecture: Architecture;
  readonly onTurboMind: boolean;
  readonly device: { readonly name: string };
}

/** Names by the first version that knows them. */
interface Since {
  readonly [version: string]: readonly string[];
}

/** Kinds of models, those that a version dropped, and methods of quantization. */
interface Loads {
  readonly since: Since;
  readonly gone: { readonly [modelType: string]: string };
  readonly methods: Since;
}

const LOADS: { readonly [engine: string]: Loads } = {
  // https://github.com/InternLM/lmdeploy lmdeploy/pytorch/models/module_map.py, lmdeploy/turbomind/supported_models.py of 0.6.0 to 0.18.0;
  // lmdeploy/turbomind/converter.py (get_tm_config), lmdeploy/pytorch/config.py (QuantizationConfig)
  'lmdeploy': {
    since: {
      '0.0.0': [
        'baichuan', 'chatglm', 'cogvlm', 'dbrx', 'deepseek', 'deepseek_v2', 'falcon', 'gemma', 'gemma2', 'internlm', 'internlm2', 'llama', 'llava',
        'mistral', 'mixtral', 'phi3', 'phi3_v', 'phimoe', 'qwen', 'qwen2', 'qwen2_moe', 'starcoder2',
      ],
      '0.6.1': ['minicpm3', 'qwen2_vl'],
      '0.6.2': ['mllama'],
      '0.7.0': ['deepseek_v3', 'internlm3'],
      '0.7.2': ['gemma3', 'qwen2_5_vl'],
      '0.7.3': ['llama4', 'qwen3', 'qwen3_moe'],
      '0.10.0': ['glm4', 'glm4v', 'gpt_oss'],
      '0.10.1': ['glm4_moe', 'kimi_k2', 'sdar', 'sdar_moe'],
      '0.11.0': ['qwen3_next', 'qwen3_vl', 'qwen3_vl_moe'],
      '0.11.1': ['deepseek_v32'],
      '0.12.1': ['glm4_moe_lite'],
      '0.12.2': ['glm_moe_dsa', 'qwen3_5', 'qwen3_5_moe'],
      '0.14.0': ['qwen3_omni_moe'],
      '0.15.0': ['deepseek_v4'],
      '0.16.0': ['hy_v3'],
    },
    gone: { dbrx: '0.8.0', falcon: '0.8.0', baichuan: '0.15.0', internlm: '0.15.0', mllama: '0.15.0', qwen: '0.15.0', starcoder2: '0.15.0' },
    methods: { '0.0.0': ['awq', 'gptq'], '0.7.0': ['fp8'], '0.10.0': ['mxfp4'], '0.12.0': ['int4'] },
  },
  // https://github.com/NVIDIA/TensorRT-LLM tensorrt_llm/_torch/models/_arch_index.py, docs/source/models/supported-models.md, and the same of 1.0;
  // tensorrt_llm/llmapi/llm_utils.py (_update_from_hf_quant_config)
  'tensorrt-llm': {
    since: {
      '0.0.0': [
        'deepseek_v3', 'exaone4', 'gemma3', 'hyperclovax', 'kimi_k2', 'llama', 'llama4', 'llava', 'mistral', 'mixtral', 'mllama', 'nemotron',
        'nemotron-nas', 'nemotron_h', 'phi3', 'phi4mm', 'qwen2', 'qwen2_5_vl', 'qwen2_moe', 'qwen2_vl', 'qwen3', 'qwen3_moe', 'starcoder2',
      ],
      '1.1.0': [
        'deepseek_v32', 'glm4_moe', 'gpt_oss', 'hunyuan_v1_dense', 'hunyuan_v1_moe', 'minimax_m2', 'qwen3_next', 'qwen3_vl', 'qwen3_vl_moe', 'seed_oss',
      ],
      '1.3.0': [
        'afmoe', 'cohere2', 'deepseek_v4', 'exaone_moe', 'gemma4', 'gemma4_unified', 'glm_moe_dsa', 'kimi_linear', 'laguna', 'minimax_m3', 'minimax_m3_vl',
        'qwen3_5', 'qwen3_5_moe', 'step3p5', 'step3p7',
      ],
    },
    gone: {},
    methods: {
      '0.0.0': [
        'fp8', 'fp8_pb_wo', 'fp8_per_channel_per_token', 'modelopt', 'modelopt_mixed', 'mxfp4', 'nvfp4', 'nvfp4_awq', 'w4a16_awq', 'w4a8_awq', 'w4a8_mxfp4_fp8',
      ],
    },
  },
};

/** What each engine loads, and the first version that does. */
const FIRST = new Map(Object.entries(LOADS).map(([engine, { since, methods }]) => (
  [engine, { types: firstOf(since), methods: firstOf(methods) }] as const
)));

function firstOf(since: Since): ReadonlyMap<string, string> {
  return new Map(Object.entries(since).flatMap(([version, names]) => names.map(name => [name, version] as const)));
}

/** Methods that LMDeploy reads with TurboMind alone. */
const OF_TURBOMIND = ['gptq', 'mxfp4'];

/**
 * The least compute capability that kernels for weights need: TurboMind multiplies those in FP8 in 16 bits on older devices.
 * https://github.com/triton-lang/triton (fp8e4nv), https://nvidia.github.io/TensorRT-LLM/features/quantization.html
 */
const NEEDS = new Map<string, number>([['fp8', 8.9], ['fp8_pb_wo', 8.9], ['fp8_per_channel_per_token', 8.9], ['nvfp4', 10], ['nvfp4_awq', 10]]);

/** Why it is not known that LMDeploy or TensorRT-LLM starts with a model, a sentence each. */
export function unknownLoads({ engine, version, architecture: { modelType, quantization }, onTurboMind, device }: Asked): string[] {
  const first = FIRST.get(engine);
  if (first === undefined) return [];
  const type = modelType.replace(/_text(_model)?$/, '');
  const isIn = (since: string | undefined) => since !== undefined && isAtLeast(version, since);
  const gone = new Map(Object.entries(LOADS[engine].gone)).get(type);
  const method = quantization?.method;
  const only = engine === 'lmdeploy' ? OF_TURBOMIND : [];
  const readsMethod = method === undefined || (isIn(first.methods.get(method)) && (onTurboMind || !only.includes(method)));
  const hasKernels = onTurboMind || method === undefined || (computeCapability(device.name) ?? 12) >= (NEEDS.get(method) ?? 0);
  const unknown = [
    ...(isIn(first.types.get(type)) && !isIn(gone) ? [] : [`models of the type ${JSON.stringify(modelType)}`]),
    ...(readsMethod ? [] : [`weights in ${method}`]),
    ...(hasKernels ? [] : [`weights in ${method} on ${device.name}`]),
  ];
  return unknown.map(what => `whether ${engine} ${version} loads ${what} is not known`);
}
