/*
 * What SglangEngine and LmdeployEngine render, parsed by the real parsers of their servers, as `npm run test:flags:parsers` imports them: without a model, an
 * accelerator and their compiled parts. TensorRT-LLM has none that can be had so: README.md says what was tried.
 */
import { Answer, answersOf, COMMIT, knownTo, pythonOfParsers, RealParser, wordsOf } from './argv/real-parser';
import { whatIsMissing } from '../../scripts/engine-flags/tool';
import {
  DataType, LmdeployBackend, LmdeployEngine, LmdeployEngineProps, ModelTask, SecretKey, ServingEngine, SglangEngine, SglangEngineProps,
} from '../../src';

const why = whatIsMissing();
if (why !== undefined && process.env.CI === 'true') throw new Error(why);
const group = why === undefined ? describe : describe.skip;

/** An engine at a version, what is asked of it, and what its parser has to understand, each member by the name of the parser. */
interface Case<T extends object> {
  readonly parser: Omit<RealParser, 'python'>;
  readonly program: readonly string[];
  readonly make: (settings: Partial<T>) => ServingEngine;
  readonly bare: object;
  /** Settings that can be said together, by what they are. */
  readonly asked: { readonly [what: string]: { readonly settings: Partial<T>; readonly parsed: object } };
  /** Settings that this version does not have. */
  readonly missing?: readonly string[];
}

type OfSglang = Required<Omit<SglangEngineProps, 'version' | 'image' | 'program' | 'pipelineParallelSize' | 'tensorParallelSize' | 'dataParallelSize' | 'dataParallelAttention' | 'expertParallel' | 'task'>>;

/** All settings of SGLang, but for degrees and the task; the compiler asks for one that is new. */
const SGLANG: OfSglang = {
  port: 9000,
  maxModelLen: 2048,
  maxConcurrentRequests: 32,
  trustRemoteCode: true,
  dtype: DataType.BFLOAT16,
  quantization: 'awq',
  kvCacheDtype: 'fp8_e4m3',
  prefixCaching: false,
  toolCallParser: 'qwen25',
  reasoningParser: 'deepseek-r1',
  structuredOutputBackend: 'xgrammar',
  loraAdapters: { french: '/mnt/adapters/french' },
  maxLoraRank: 32,
  speculativeDecoding: { method: 'EAGLE3', model: 'acme/draft@main', tokens: 3 },
  multiModalLimits: { image: 2 },
  gpuMemoryUtilization: 0.8,
  apiKey: SecretKey.of('sglang', 'key'),
};

const sglang: Case<SglangEngineProps> = {
  parser: { server: 'sglang', version: '0.5.23' },
  program: ['python3', '-m', 'sglang.launch_server'],
  make: settings => new SglangEngine({ version: '0.5.23', ...settings }),
  bare: { model_path: 'acme/tiny', revision: COMMIT, host: '0.0.0.0', port: 30000, served_model_name: 'tiny-model', tp_size: 8, enable_metrics: true },
  asked: {
    'every setting': {
      settings: SGLANG,
      parsed: {
        port: 9000,
        context_length: 2048,
        max_running_requests: 32,
        trust_remote_code: true,
        dtype: 'bfloat16',
        quantization: 'awq',
        kv_cache_dtype: 'fp8_e4m3',
        disable_radix_cache: true,
        tool_call_parser: 'qwen25',
        reasoning_parser: 'deepseek-r1',
        grammar_backend: 'xgrammar',
        max_lora_rank: 32,
        speculative_algorithm: 'EAGLE3',
        speculative_draft_model_path: 'acme/draft',
        speculative_draft_model_revision: 'main',
        speculative_num_steps: 3,
        speculative_eagle_topk: 1,
        speculative_num_draft_tokens: 4,
        mem_fraction_static: 0.8,
      },
    },
    'copies with attention of their own, and experts apart': {
      settings: { tensorParallelSize: 8, dataParallelSize: 4, dataParallelAttention: true, expertParallel: true },
      parsed: { tp_size: 8, dp_size: 4, enable_dp_attention: true, ep_size: 8 },
    },
    'stages': { settings: { tensorParallelSize: 4, pipelineParallelSize: 2 }, parsed: { tp_size: 4, pp_size: 2 } },
    'copies of the whole': { settings: { tensorParallelSize: 2, dataParallelSize: 4 }, parsed: { tp_size: 2, dp_size: 4 } },
    'reranking': { settings: { task: ModelTask.RERANK }, parsed: { is_embedding: true, disable_radix_cache: true, chunked_prefill_size: -1 } },
  },
};

/** All settings of LMDeploy; the compiler asks for one that is new. */
const LMDEPLOY: Required<Omit<LmdeployEngineProps, 'version' | 'image' | 'program'>> = {
  port: 9000,
  maxModelLen: 2048,
  maxConcurrentRequests: 32,
  trustRemoteCode: true,
  dtype: DataType.BFLOAT16,
  quantization: 'awq',
  kvCacheDtype: '8',
  prefixCaching: true,
  toolCallParser: 'qwen3',
  reasoningParser: 'deepseek-r1',
  loraAdapters: { french: '/mnt/adapters/french' },
  speculativeDecoding: { method: 'eagle3', model: '/mnt/draft', tokens: 3 },
  freeGpuMemoryFraction: 0.5,
  apiKey: SecretKey.of('lmdeploy', 'key'),
  backend: LmdeployBackend.PYTORCH,
  tensorParallelSize: 8,
};

const lmdeployOf = (version: string, missing: readonly string[], parsed: object): Case<LmdeployEngineProps> => ({
  parser: { server: 'lmdeploy', version },
  program: ['lmdeploy', 'serve', 'api_server'],
  make: settings => new LmdeployEngine({ version, trustRemoteCode: true, ...settings }),
  bare: { model_path: 'acme/tiny', revision: COMMIT, server_name: '0.0.0.0', server_port: 23333, model_name: 'tiny-model', tp: 8 },
  asked: {
    'every setting': {
      settings: LMDEPLOY,
      parsed: {
        server_port: 9000,
        session_len: 2048,
        max_batch_size: 32,
        dtype: 'bfloat16',
        model_format: 'awq',
        quant_policy: 8,
        enable_prefix_caching: true,
        tool_call_parser: 'qwen3',
        reasoning_parser: 'deepseek-r1',
        cache_max_entry_count: 0.5,
        backend: 'pytorch',
        tp: 8,
        ...parsed,
      },
    },
  },
  missing,
});

const CASES: readonly (readonly [string, Case<SglangEngineProps> | Case<LmdeployEngineProps>])[] = [
  ['SGLang 0.5.23', sglang],
  ['LMDeploy 0.10.1', lmdeployOf('0.10.1', ['speculativeDecoding'], {})],
  ['LMDeploy 0.18.0', lmdeployOf('0.18.0', [], { trust_remote_code: true, speculative_algorithm: 'eagle3', speculative_draft_model: '/mnt/draft', speculative_num_draft_tokens: 3 })],
];

group.each(CASES)('the parser of %s', (_name, anyCase) => {
  const { parser, program, make, bare, asked, missing = [] } = anyCase as Case<object>;
  const names = Object.keys(asked);
  let answers: Answer[];
  beforeAll(() => {
    const plain = wordsOf(make({}), program);
    const lists = names.map(name => wordsOf(make(knownTo(make, asked[name]!.settings)), program));
    answers = answersOf({ ...parser, python: pythonOfParsers() }, [plain, [...plain, '--no-such-flag'], ...lists]);
  });

  test('takes what is rendered without settings', () => {
    expect(answers[0]).toMatchObject({ parsed: bare });
  });

  test('refuses a flag that it does not know', () => {
    expect(answers[1]!.refused).toMatch(/unrecognized arguments: --no-such-flag/);
  });

  test.each(names)('takes %s', name => {
    expect(answers[2 + names.indexOf(name)]).toMatchObject({ parsed: asked[name]!.parsed });
  });

  test('has all settings, but for those that are named', () => {
    const unknown = Object.values(asked).flatMap(({ settings }) => Object.keys(settings).filter(name => !(name in knownTo(make, settings))));
    expect(unknown).toEqual(missing);
  });
});
