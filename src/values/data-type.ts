import { refuseUnknownMembers } from '../ground/input/constants';

/** A type of weights that are not quantized, and of activations. Servers take some of them, or all; those of each stand at its props. */
export enum DataType {
  /** The one that the model's config says, as servers read it: of 16 bits, also where that says `float32`. */
  AUTO = 'auto',

  /** 16 bits with the range of `float32`: the type of most models. Needs an accelerator that computes with it, such as NVIDIA's from the A100 on. */
  BFLOAT16 = 'bfloat16',

  /** 16 bits with more precision and less range. */
  FLOAT16 = 'float16',

  /** 32 bits. */
  FLOAT32 = 'float32',
}

refuseUnknownMembers(DataType, 'DataType');
