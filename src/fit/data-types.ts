/** Bits of a number by its type, as configurations name it. */
const BITS: { readonly [type: string]: number } = {
  float32: 32, float: 32, fp32: 32, float16: 16, half: 16, fp16: 16, bfloat16: 16, bf16: 16, float8_e4m3fn: 8, float8_e5m2: 8, int8: 8, uint8: 8,
};

/** Types that servers load weights in (`--dtype`), which nothing quantizes. */
export const DATA_TYPES: readonly string[] = ['bfloat16', 'float16', 'half', 'float32', 'float'];

const plain = (type: string): string => type.replace(/^torch\./, '');

/** Whether a server can be told to load weights in a type. */
export function isDataType(type: string): boolean {
  return DATA_TYPES.includes(plain(type));
}

/** Whether numbers have 32 bits, by the names that servers take. */
export const isFloat32 = (type: string): boolean => /^float(32)?$/.test(type);

/** Whether the size of the numbers of a type is known. */
export function isKnownType(type: string): boolean {
  return Object.hasOwn(BITS, plain(type));
}

/** Bits of a type; those of bfloat16 for one that is not known, of which the plan says so. */
export function bitsOfType(type: string): number {
  return isKnownType(type) ? BITS[plain(type)] : 16;
}

/** Whether a type has fewer bits than servers compute with: what nothing quantizes is loaded in another one. */
export function isNarrow(type: string): boolean {
  return bitsOfType(type) < 16;
}
