import { PodVolume } from './pod-volume';
import { SecretKey } from './secret-key';
import { CA_VARIABLES } from '../facts/outbound-variables';
import { mustBe } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { DATA_KEY } from '../ground/kubernetes-fields';

/** The keys of a ConfigMap with certificates. */
export interface TrustedCaOptions {
  /**
   * The key with the certificates, as one PEM file.
   *
   * @default - `ca.crt`
   */
  readonly key?: string;

  /**
   * A key with the same certificates as a PKCS#12 trust store without a password, for programs that run on Java, which read no PEM file. They get it
   * in `JAVA_TOOL_OPTIONS`. trust-manager writes one: https://cert-manager.io/docs/trust/trust-manager/
   *
   * @default - none: programs on Java trust the certificates of their image
   */
  readonly javaTrustStoreKey?: string;
}

/** As `TrustedCaOptions`, for a Secret, whose key with the certificates is a parameter. */
export interface TrustedCaSecretOptions {
  /**
   * A key of the same Secret with the certificates as a trust store, see `TrustedCaOptions.javaTrustStoreKey`.
   *
   * @default - none
   */
  readonly javaTrustStoreKey?: string;
}

/** Name of the volume with the certificates. */
const VOLUME = 'trusted-ca';

/** Where they are in every container that is given them. */
const FOLDER = '/etc/matrixinfer/trusted-ca';

/**
 * The certificates of the authorities that the server, and the containers that download its model, trust. They replace the public ones, so the file
 * needs those too where public hosts are called as well.
 *
 * @example
 * const trustedCa = TrustedCa.configMap('company-ca');
 */
export class TrustedCa {
  static { brand(this, 'TrustedCa'); }

  /**
   * Certificates in a ConfigMap.
   *
   * @param name `metadata.name` of the ConfigMap, in the namespace of the Pods.
   * @param options the keys.
   *
   * @example
   * const trustedCa = TrustedCa.configMap('company-ca', { key: 'bundle.pem' });
   */
  public static configMap(name: string, options: TrustedCaOptions = {}): TrustedCa {
    [name, options] = judged('TrustedCa.configMap', [name, options], arguments);
    const { key = 'ca.crt', javaTrustStoreKey } = options;
    return new TrustedCa({ key, javaTrustStoreKey, volume: PodVolume.configMap(VOLUME, name) });
  }

  /**
   * Certificates in a Secret, for example one that cert-manager keeps.
   *
   * @param certificates the key with the certificates, as one PEM file.
   * @param options the key with a trust store.
   *
   * @example
   * const trustedCa = TrustedCa.secret(SecretKey.of('company-ca', 'ca.crt'));
   */
  public static secret(certificates: SecretKey, options: TrustedCaSecretOptions = {}): TrustedCa {
    [certificates, options] = judged('TrustedCa.secret', [certificates, options], arguments);
    const { key, name } = certificates;
    const keys = [key, options.javaTrustStoreKey].filter(one => one !== undefined);
    const volume = PodVolume.secret(VOLUME, name, Object.fromEntries(keys.map(one => [one, one])));
    return new TrustedCa({ key, javaTrustStoreKey: options.javaTrustStoreKey, volume, secret: certificates });
  }

  private constructor(private readonly parts: TrustedCaParts) {
    for (const [what, key] of [['key', parts.key], ['javaTrustStoreKey', parts.javaTrustStoreKey]]) {
      mustBe(DATA_KEY, key, `${what} of the trusted certificates`, 'give a key as it stands in the data of the ConfigMap or Secret');
    }
  }

  /**
   * The volume that they are on.
   * @internal
   */
  public get _volume(): PodVolume {
    return this.parts.volume;
  }

  /**
   * Its mount.
   * @internal
   */
  public get _mount(): { readonly volume: string; readonly path: string; readonly readOnly: true } {
    return { volume: VOLUME, path: FOLDER, readOnly: true };
  }

  /**
   * The Secret that they are in, if they are in one.
   * @internal
   */
  public get _secret(): SecretKey | undefined {
    return this.parts.secret;
  }

  /**
   * The variables by which programs find them.
   * @internal
   */
  public get _env(): { [name: string]: string } {
    return Object.fromEntries(CA_VARIABLES.map(name => [name, `${FOLDER}/${this.parts.key}`]));
  }

  /**
   * The options of a Java VM that say the same.
   * @internal
   */
  public get _javaOptions(): string[] {
    const { javaTrustStoreKey } = this.parts;
    return javaTrustStoreKey === undefined ? [] : [`-Djavax.net.ssl.trustStore=${FOLDER}/${javaTrustStoreKey}`, '-Djavax.net.ssl.trustStoreType=PKCS12'];
  }
}

/** The volume of the certificates, and their files on it. */
interface TrustedCaParts {
  readonly key: string;
  readonly javaTrustStoreKey?: string;
  readonly volume: PodVolume;
  readonly secret?: SecretKey;
}
