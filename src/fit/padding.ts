import { Architecture, Layer, Tensor } from './architecture';
import { Range } from './engines/engine-memory';
import { hasVllm } from './engines/served-models';
import { shareOf, weightBytesOfRank } from './parameters';
import { ResolvedRequest } from './plan-request';
import { computeCapability } from '../facts/compute-capabilities';

/** Both sides of an expert on one rank are made whole multiples of these. */
interface Multiples {
  readonly hidden: number;
  readonly width: number;
}

/**
 * What servers add to experts in MXFP4, whose kernels take whole tiles: nothing, up to the most of all kernels of the device.
 * https://github.com/vllm-project/vllm vllm/model_executor/layers/quantization/mxfp4.py; gpt-oss-120b on one H100: 65.97 GiB with Marlin
 * (issue 23278), 64.38 with Triton (issue 33155), where its tensors have 60.8. https://github.com/NVIDIA/TensorRT-LLM
 * tensorrt_llm/_torch/modules/fused_moe/quantization.py (input_hidden_alignment, weight_alignment)
 */
export function padding(request: ResolvedRequest): Range | undefined {
  const { architecture, engine, device, split, dataType, onCpu } = request;
  const isPadded = architecture.experts !== undefined && /mxfp4/.test(architecture.quantization?.method ?? '');
  if (!isPadded || onCpu || !(hasVllm(engine) || ['sglang', 'tensorrt-llm'].includes(engine))) return undefined;
  const isHopper = (computeCapability(device.name) ?? 10) < 10;
  const ranks = split.expertTensor ?? split.tensorParallel;
  const padded = withPadding(architecture, ranks, { hidden: 256, width: isHopper ? 128 : 256 });
  const most = weightBytesOfRank(padded, split, dataType) - weightBytesOfRank(architecture, split, dataType);
  return { least: 0, likely: most / 2, most };
}

function withPadding(architecture: Architecture, ranks: number, multiples: Multiples): Architecture {
  const known = new Map<Layer, Layer>();
  const padded = (layer: Layer): Layer => {
    const found = known.get(layer) ?? { ...layer, tensors: layer.tensors.map(tensor => paddedTensor(tensor, ranks, multiples)) };
    known.set(layer, found);
    return found;
  };
  return { ...architecture, layers: architecture.layers.map(padded) };
}

/** The side that ranks share out is padded on each of them. */
function paddedTensor(tensor: Tensor, ranks: number, { hidden, width }: Multiples): Tensor {
  const { family, name, rows, columns, parts = 1 } = tensor;
  if (family !== 'experts' || columns === 1 || parts === 1) return tensor;
  const shares = Math.min(parts, ranks);
  const ofRank = upTo(Math.round(parts * shareOf(parts, ranks)), width) * shares;
  const isDown = name.endsWith('down_proj');
  return { ...tensor, rows: isDown ? upTo(rows, hidden) : ofRank, columns: isDown ? ofRank : upTo(columns, hidden), parts: shares };
}

const upTo = (size: number, multiple: number): number => Math.ceil(size / multiple) * multiple;
