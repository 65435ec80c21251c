import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { ENV_NAME } from '../ground/kubernetes-fields';
import { checkedObjectName } from '../ground/names';
import { compact, JsonObject } from '../ground/objects';

/** Options of variables that are all keys of one object. */
export interface EnvFromOptions {
  /**
   * Text in front of the name of each variable.
   *
   * @default - none: the keys are the names
   */
  readonly prefix?: string;

  /**
   * Whether the container starts where the object is missing. Otherwise it waits for it.
   *
   * @default false
   */
  readonly optional?: boolean;
}

/**
 * All keys of a ConfigMap or a Secret as environment variables. A variable that the library renders, or that `env`, `envValues` or `secretEnv` has,
 * wins over a key of the same name; of several objects the last one wins.
 *
 * @example
 * const envFrom = [EnvFrom.configMap('servers', { prefix: 'SERVER_' }), EnvFrom.secret('credentials', { optional: true })];
 */
export class EnvFrom {
  static { brand(this, 'EnvFrom'); }

  /**
   * All keys of a ConfigMap.
   *
   * @param name `metadata.name` of the ConfigMap, in the Pod's namespace.
   * @param options a prefix, and whether it may be missing.
   */
  public static configMap(name: string, options: EnvFromOptions = {}): EnvFrom {
    [name, options] = judged('EnvFrom.configMap', [name, options], arguments);
    return new EnvFrom('configMapRef', checkedObjectName('ConfigMap name', name), options);
  }

  /**
   * All keys of a Secret.
   *
   * @param name `metadata.name` of the Secret, in the Pod's namespace.
   * @param options a prefix, and whether it may be missing.
   */
  public static secret(name: string, options: EnvFromOptions = {}): EnvFrom {
    [name, options] = judged('EnvFrom.secret', [name, options], arguments);
    return new EnvFrom('secretRef', checkedObjectName('Secret name', name), options);
  }

  private readonly source: JsonObject;

  private constructor(member: 'configMapRef' | 'secretRef', name: string, { prefix, optional }: EnvFromOptions) {
    if (prefix !== undefined) mustBe(ENV_NAME, prefix, 'prefix of variables', 'use for example "SERVER_", or leave it out');
    this.source = compact({ prefix, [member]: compact({ name, optional: optional ? true : undefined }) });
  }

  /** @internal */
  public _render(): JsonObject {
    return { ...this.source };
  }
}
