import { LLAMA_CPP_OPTIONS } from '../flags/options/llama-cpp-options';
import { LMDEPLOY_OPTIONS } from '../flags/options/lmdeploy-options';
import { SGLANG_OPTIONS } from '../flags/options/sglang-options';
import { TGI_OPTIONS } from '../flags/options/text-generation-inference-options';
import { VLLM_OPTIONS } from '../flags/options/vllm-options';

/** Rows of servers that people come from. */
const OTHER_SERVERS = [...VLLM_OPTIONS, ...SGLANG_OPTIONS, ...LMDEPLOY_OPTIONS, ...TGI_OPTIONS, ...LLAMA_CPP_OPTIONS];

/** The property that states a flag of another server; undefined when none has the flag, or no property states it. */
export function propertyOfOthers(flag: string): string | undefined {
  return OTHER_SERVERS.find(row => row.property !== undefined && row.flags.includes(flag))?.property;
}
