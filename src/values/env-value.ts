import { SecretKey } from './secret-key';
import { DIVISOR, RESOURCE_FIELD, VARIABLE_FIELD } from '../ground/downward-fields';
import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DATA_KEY } from '../ground/kubernetes-fields';
import { checkedObjectName } from '../ground/names';
import { compact, JsonObject } from '../ground/objects';

/** Options of a variable whose value is in another object. */
export interface EnvValueOptions {
  /**
   * Whether the container starts without the variable where the object or its key is missing. Otherwise it waits for it.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/** Options of a variable that has a resource of a container. */
export interface EnvResourceOptions {
  /**
   * The unit that the amount is counted in, and rounded up to: `1` or `1m` for CPU, for bytes `1`, `1k`, `1Mi` and the like.
   *
   * @default - `1`: whole CPUs, or bytes
   */
  readonly divisor?: string;
}

/**
 * The value of an environment variable that Kubernetes looks up when the container starts.
 *
 * @example
 * const envValues = {
 *   LOG_LEVEL: EnvValue.configMap('servers', 'log-level', { optional: true }),
 *   VLLM_HOST_IP: EnvValue.field('status.podIP'),
 *   MEMORY_MIB: EnvValue.resource('limits.memory', { divisor: '1Mi' }),
 * };
 */
export class EnvValue {
  static { brand(this, 'EnvValue'); }

  /**
   * A key of a ConfigMap.
   *
   * @param name `metadata.name` of the ConfigMap, in the Pod's namespace.
   * @param key the key in its `data`.
   * @param options whether it may be missing.
   */
  public static configMap(name: string, key: string, options: EnvValueOptions = {}): EnvValue {
    [name, key, options] = judged('EnvValue.configMap', [name, key, options], arguments);
    mustBe(DATA_KEY, key, 'key of a ConfigMap', 'give the name of a key of the ConfigMap');
    return new EnvValue({ configMapKeyRef: compact({ name: checkedObjectName('ConfigMap name', name), key, optional: options.optional ? true : undefined }) });
  }

  /**
   * A key of a Secret that may be missing. Give one that has to exist in `secretEnv`.
   *
   * @param secret the key.
   * @param options whether it may be missing.
   */
  public static secret(secret: SecretKey, options: EnvValueOptions = {}): EnvValue {
    [secret, options] = judged('EnvValue.secret', [secret, options], arguments);
    return new EnvValue({ secretKeyRef: compact({ name: secret.name, key: secret.key, optional: options.optional ? true : undefined }) }, secret);
  }

  /**
   * A field of the Pod.
   *
   * @param path the field, for example `metadata.name`, `status.podIP`, `spec.nodeName` or `metadata.labels['team']`; throws on one that a variable
   * cannot have.
   */
  public static field(path: string): EnvValue {
    judged('EnvValue.field', [path], arguments);
    mustBe(VARIABLE_FIELD, path, 'field of the Pod', 'use for example "metadata.name", "status.podIP" or "metadata.labels[\'team\']"');
    return new EnvValue({ fieldRef: { fieldPath: path } });
  }

  /**
   * An amount that the container requests, or its limit.
   *
   * @param resource for example `limits.memory` or `requests.cpu`; throws on a resource that does not exist.
   * @param options the unit.
   */
  public static resource(resource: string, options: EnvResourceOptions = {}): EnvValue {
    [resource, options] = judged('EnvValue.resource', [resource, options], arguments);
    mustBe(RESOURCE_FIELD, resource, 'resource of a container', 'use for example "limits.memory"');
    mustBe(DIVISOR, compact({ resource, divisor: options.divisor }), 'unit of a resource', 'use for example "1Mi" for memory, "1m" for CPU');
    return new EnvValue({ resourceFieldRef: compact({ resource, divisor: options.divisor }) });
  }

  /**
   * The Secret that it is read from, if it is.
   * @internal
   */
  public readonly _secret?: SecretKey;

  private readonly source: JsonObject;

  private constructor(source: JsonObject, secret?: SecretKey) {
    this.source = source;
    this._secret = secret;
  }

  /** @internal */
  public _render(): JsonObject {
    return { ...this.source };
  }
}
