import { text, mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { INNER_PATH } from '../ground/kubernetes-fields';
import { compact, JsonObject } from '../ground/objects';

/** The name of a profile that a node has loaded. https://kubernetes.io/docs/tutorials/security/apparmor/ */
const LOADED = text('a name of at most 4095 characters without spaces around it', name => name !== '' && name.trim() === name && name.length <= 4095);

/**
 * The system calls that containers may make. https://kubernetes.io/docs/tutorials/security/seccomp/
 *
 * @example
 * const security = { seccompProfile: SeccompProfile.localhost('profiles/vllm.json') };
 */
export class SeccompProfile {
  static { brand(this, 'SeccompProfile'); }

  /** Those that the container runtime allows. */
  public static readonly RUNTIME_DEFAULT = new SeccompProfile('RuntimeDefault');

  /** All. It gives up Pod Security `restricted` and `baseline`. */
  public static readonly UNCONFINED = new SeccompProfile('Unconfined');

  /**
   * Those that a file of the node allows; a container does not start on a node that does not have it.
   *
   * @param path path of the file below the kubelet's folder for profiles (`/var/lib/kubelet/seccomp`), without `..`.
   */
  public static localhost(path: string): SeccompProfile {
    judged('SeccompProfile.localhost', [path], arguments);
    mustBe(INNER_PATH, path, 'path of a seccomp profile', 'give it below the seccomp folder of the kubelet, for example "profiles/vllm.json"');
    return new SeccompProfile('Localhost', path);
  }

  private constructor(private readonly type: string, private readonly localhostProfile?: string) {}

  /**
   * As a security context has it.
   * @internal
   */
  public _render(): JsonObject {
    return compact({ type: this.type, localhostProfile: this.localhostProfile });
  }
}

/**
 * The actions that AppArmor allows to containers, on nodes that have it. https://kubernetes.io/docs/tutorials/security/apparmor/
 *
 * @example
 * const security = { appArmorProfile: AppArmorProfile.localhost('k8s-vllm') };
 */
export class AppArmorProfile {
  static { brand(this, 'AppArmorProfile'); }

  /** Those that the container runtime allows. */
  public static readonly RUNTIME_DEFAULT = new AppArmorProfile('RuntimeDefault');

  /** All. It gives up Pod Security `restricted` and `baseline`. */
  public static readonly UNCONFINED = new AppArmorProfile('Unconfined');

  /**
   * Those of a profile that the node has loaded; a container does not start on a node that has not.
   *
   * @param name name of the profile, as `aa-status` shows it.
   */
  public static localhost(name: string): AppArmorProfile {
    judged('AppArmorProfile.localhost', [name], arguments);
    mustBe(LOADED, name, 'name of an AppArmor profile', 'give it as "aa-status" shows it on the node');
    return new AppArmorProfile('Localhost', name);
  }

  private constructor(private readonly type: string, private readonly localhostProfile?: string) {}

  /**
   * As a security context has it.
   * @internal
   */
  public _render(): JsonObject {
    return compact({ type: this.type, localhostProfile: this.localhostProfile });
  }
}
