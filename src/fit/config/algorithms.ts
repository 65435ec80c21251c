/** Bits of a weight and its group, by method: scales and zero points included. */
export interface Stored {
  readonly bits: number;
  readonly group: number;
}

/** ModelOpt's algorithms. https://github.com/NVIDIA/Model-Optimizer */
export const ALGORITHMS: { readonly [name: string]: Stored } = {
  NVFP4: { bits: 4 + 8 / 16, group: 16 },
  W4A16_NVFP4: { bits: 4 + 8 / 16, group: 16 },
  NVFP4_AWQ: { bits: 4 + 8 / 16, group: 16 },
  MXFP4: { bits: 4 + 8 / 32, group: 32 },
  W4A8_MXFP4_FP8: { bits: 4 + 8 / 32, group: 32 },
  MXFP8: { bits: 8 + 8 / 32, group: 32 },
  FP8: { bits: 8, group: 0 },
  FP8_PER_CHANNEL_PER_TOKEN: { bits: 8, group: 0 },
  FP8_PB_WO: { bits: 8, group: 128 },
  W4A16_AWQ: { bits: 4 + 16 / 128, group: 128 },
  W4A8_AWQ: { bits: 4 + 16 / 128, group: 128 },
  INT8_SQ: { bits: 8, group: 0 },
};
