import { SecretKey } from './secret-key';
import { invalid } from '../ground/errors';
import { list, mustBe, text } from '../ground/fields';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { checkedPort } from '../ground/ports';

/** The hosts that are called without the proxy, and the setting for Java. */
export interface HttpProxyOptions {
  /**
   * More hosts that are called directly, as `NO_PROXY` names them: a name, a domain with a dot before it, an address, `10.0.0.0/8`. Name the domain
   * of the cluster here where it is not `cluster.local`. `*.example.com` is rendered as `.example.com`, which means the same and which all programs
   * understand, also those in Python; throws for a `*` at another place, which no program understands.
   *
   * @default - `localhost`, the names of the cluster (`.svc`, `.cluster.local`), and the agents of the node that give the source its identity
   */
  readonly noProxy?: string[];

  /**
   * Whether programs that run on Java get the proxy as well, in `JAVA_TOOL_OPTIONS`, because they do not read the other variables.
   * https://docs.oracle.com/en/java/javase/21/core/java-networking.html
   *
   * @default false
   */
  readonly java?: boolean;
}

/** As `HttpProxyOptions`, for an address in a Secret. */
export interface SecretHttpProxyOptions {
  /**
   * More hosts that are called directly, see `HttpProxyOptions.noProxy`.
   *
   * @default - the hosts of the cluster, see there
   */
  readonly noProxy?: string[];

  /**
   * The port in the address, for a NetworkPolicy.
   *
   * @default - not known: `network.to` has to name the proxy
   */
  readonly port?: number;
}

/** Hosts that are never called through a proxy: the Pod itself, as servers call themselves, and the Services of the cluster. */
const ALWAYS_DIRECT = ['localhost', '127.0.0.1', '0.0.0.0', '::1', '.svc', '.cluster.local'];

/** The name of Google's agent, which its clients ask for in place of its address. https://cloud.google.com/compute/docs/metadata/querying-metadata */
const METADATA_SERVER = 'metadata.google.internal';

/** A `*` by itself is every host; in a name Go knows it in front, and Python's requests and curl nowhere. */
const HOSTS = list(text('a host, a domain, an address or a range, without scheme, comma and space, and without "*" but before a domain', host => (
  host === '*' || /^(\*(?=\..))?[^\s,/*]+(\/\d{1,3})?$/.test(host)
)));

/**
 * A proxy for all calls to other hosts: those of the server, and of the containers that download its model.
 *
 * @example
 * const proxy = HttpProxy.of('http://proxy.example.com:3128', { noProxy: ['.example.com'] });
 */
export class HttpProxy {
  static { brand(this, 'HttpProxy'); }

  /**
   * A proxy by its address.
   *
   * @param url `http://<host>:<port>`; throws on another text, and on a user or a password in it.
   * @param options hosts that are called directly.
   *
   * @example
   * const proxy = HttpProxy.of('http://10.1.2.3:3128');
   */
  public static of(url: string, options: HttpProxyOptions = {}): HttpProxy {
    [url, options] = judged('HttpProxy.of', [url, options], arguments);
    if (/^[a-z]+:\/\/[^/]*@/i.test(url)) {
      throw invalid({
        what: 'address of the proxy',
        got: url.replace(/:\/\/[^/]*@/, '://…@'),
        allowed: 'an address without a user and a password, which everybody who can read the Pod could read',
        fix: 'keep the whole address in a Secret: HttpProxy.fromSecret(SecretKey.of("proxy", "url"))',
      });
    }
    if (!/^https?:\/\/[^/?#\s,]+\/?$/.test(url) || !URL.canParse(url)) {
      throw invalid({
        what: 'address of the proxy',
        got: url,
        allowed: 'http://<host>:<port>, or https:// where the proxy itself speaks TLS',
        fix: 'use for example "http://proxy.example.com:3128"',
      });
    }
    return new HttpProxy(url, options.noProxy, options.java ?? false);
  }

  /**
   * A proxy whose address has a credential, or is known only in the cluster. Programs that run on Java cannot use it.
   *
   * @param url the key with the whole address: `http://user:password@proxy.example.com:3128`.
   * @param options hosts that are called directly, and the port.
   *
   * @example
   * const proxy = HttpProxy.fromSecret(SecretKey.of('proxy', 'url'), { port: 3128 });
   */
  public static fromSecret(url: SecretKey, options: SecretHttpProxyOptions = {}): HttpProxy {
    [url, options] = judged('HttpProxy.fromSecret', [url, options], arguments);
    return new HttpProxy(url, options.noProxy, false, options.port && checkedPort('port of the proxy', options.port));
  }

  /** Hosts that are called directly, besides those of the cluster. A copy. */
  public get noProxy(): string[] {
    return [...this.direct];
  }

  private readonly direct: readonly string[];

  private constructor(
    private readonly url: string | SecretKey, noProxy: string[] = [], private readonly java: boolean, private readonly secretPort?: number,
  ) {
    mustBe(HOSTS, [...noProxy], 'noProxy of the proxy', 'give for example ["internal.example.com", ".corp.example.com", "10.0.0.0/8"]');
    this.direct = noProxy.map(host => host.replace(/^\*\./, '.'));
  }

  /**
   * The host that is called in place of all others, where it is known.
   * @internal
   */
  public get _host(): string | undefined {
    return typeof this.url === 'string' ? new URL(this.url).hostname.replace(/^\[|\]$/g, '') : undefined;
  }

  /**
   * The port that it listens on, where it is known.
   * @internal
   */
  public get _port(): number | undefined {
    if (typeof this.url !== 'string') return this.secretPort;
    const { port, protocol } = new URL(this.url);
    return port === '' ? { 'http:': 80, 'https:': 443 }[protocol] : Number(port);
  }

  /**
   * The variables that hold its address, and the value of those that name the other hosts. Go reads the upper case first, Python the lower, and
   * curl `http_proxy` in lower case alone.
   *
   * @param agents addresses on the node that are called as well.
   * @internal
   */
  public _variables(agents: readonly string[]): ProxyVariables {
    const noProxy = this.directWith(agents).join(',');
    const direct = { NO_PROXY: noProxy, no_proxy: noProxy };
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy'];
    const { url } = this;
    if (typeof url !== 'string') return { env: direct, secretEnv: Object.fromEntries(names.map(name => [name, url])) };
    return { env: { ...Object.fromEntries(names.map(name => [name, url])), ...direct }, secretEnv: {} };
  }

  /**
   * The options of a Java VM that say the same.
   * @internal
   */
  public _javaOptions(agents: readonly string[]): string[] {
    if (!this.java) return [];
    const hosts = this.directWith(agents).filter(host => !host.includes('/')).map(host => host.replace(/^\./, '*.'));
    return [
      ...['http', 'https'].flatMap(scheme => [`-D${scheme}.proxyHost=${this._host}`, `-D${scheme}.proxyPort=${this._port}`]),
      `-Dhttp.nonProxyHosts=${hosts.join('|')}`,
    ];
  }

  private directWith(agents: readonly string[]): string[] {
    return [...new Set([...ALWAYS_DIRECT, ...agents, ...(agents.length > 0 ? [METADATA_SERVER] : []), ...this.direct])];
  }
}

/** Variables of a container, literal ones and those of Secrets. */
interface ProxyVariables {
  readonly env: { [name: string]: string };
  readonly secretEnv: { [name: string]: SecretKey };
}
