/** The share of each device that the library tells vLLM to take where nobody says it: its own default moved from 0.9 to 0.92 in 0.20.0. */
export const VLLM_SHARE = 0.9;
