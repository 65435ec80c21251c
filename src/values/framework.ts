import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';

/**
 * The framework that a model was made with. The documented names are static members, and `Framework.of(name)` makes any other. The Model records it
 * in `spec.modelSpec.framework`, and an engine refuses a framework that it cannot serve.
 *
 * @example
 * const sklearn = Framework.of('sklearn');
 */
export class Framework {
  static { brand(this, 'Framework'); }

  /** PyTorch, `pytorch`. */
  public static readonly PYTORCH = new Framework('pytorch', true);

  /** TensorFlow, `tensorflow`. */
  public static readonly TENSORFLOW = new Framework('tensorflow', true);

  /** ONNX, `onnx`. */
  public static readonly ONNX = new Framework('onnx', true);

  /** Hugging Face Transformers, `huggingface`. */
  public static readonly HUGGINGFACE = new Framework('huggingface', true);

  /** Any format that only your own image understands, `custom`. */
  public static readonly CUSTOM = new Framework('custom', true);

  /**
   * A framework that is not among the static members. A name that is not documented is a warning at synth (`framework-unknown`), because it may be a
   * typing error.
   *
   * @param name lower-case letters, digits, `-`, `.`, `_`; at most 63 characters; throws otherwise.
   */
  public static of(name: string): Framework {
    judged('Framework.of', [name], arguments);
    const known = [Framework.PYTORCH, Framework.TENSORFLOW, Framework.ONNX, Framework.HUGGINGFACE, Framework.CUSTOM].find(f => f.name === name);
    if (known) return known;
    if (name.length > 63 || !/^[a-z0-9]([-._a-z0-9]*[a-z0-9])?$/.test(name)) {
      throw invalid({
        what: 'framework name',
        got: name,
        allowed: 'lower-case letters, digits, "-", "." and "_" inside, at most 63 characters',
        fix: `use for example Framework.of(${JSON.stringify(suggestion(name))})`,
      });
    }
    return new Framework(name, false);
  }

  /** The name as the Model records it. */
  public readonly name: string;

  /** Whether the name is one of the documented ones. */
  public readonly documented: boolean;

  private constructor(name: string, documented: boolean) {
    this.name = name;
    this.documented = documented;
  }
}

/** The nearest name that is allowed. */
function suggestion(name: string): string {
  const near = name.toLowerCase().replace(/[^-._a-z0-9]+/g, '-').slice(0, 63).replace(/^[-._]+|(?<![-._])[-._]+$/g, '');
  return near === '' ? 'jax' : near;
}
