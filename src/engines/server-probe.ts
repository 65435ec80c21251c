import { Duration } from 'cdk8s';
import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { compact, JsonObject } from '../ground/objects';

/** The timing of a probe. */
export interface ServerProbeOptions {
  /**
   * Time between two attempts.
   *
   * @default Duration.seconds(10)
   */
  readonly period?: Duration;

  /**
   * Time after which an attempt counts as failed. Kubernetes' own default of one second takes busy model servers out of service.
   *
   * @default Duration.seconds(5)
   */
  readonly timeout?: Duration;

  /**
   * Number of attempts that have to fail in a row. Leave it out for a startup probe, where it is derived from the start-up budget.
   *
   * @default 3
   */
  readonly failures?: number;
}

/** The action of a probe: one of these. */
interface Handler {
  readonly httpGet?: { readonly path: string };
  readonly tcpSocket?: object;
  readonly exec?: { readonly command: readonly string[] };
}

/** The name of the server's HTTP port. */
const HTTP = 'http';

/** The text that stands for the name that clients send. */
const MODEL_NAME = '$(MODEL_NAME)';

/**
 * A probe, with which Kubernetes finds out whether a model server has started, can answer, or is stuck.
 *
 * @example
 * const readiness = ServerProbe.http('/health');
 */
export class ServerProbe {
  static { brand(this, 'ServerProbe'); }

  /**
   * An HTTP GET on the server's HTTP port; 2xx and 3xx are success.
   *
   * @param path path with a leading slash; throws without it. `$(MODEL_NAME)` in it stands for the name that clients send.
   * @param options timings.
   */
  public static http(path: string, options: ServerProbeOptions = {}): ServerProbe {
    [path, options] = judged('ServerProbe.http', [path, options], arguments);
    if (!/^\/[^\s]*$/.test(path)) {
      throw invalid({ what: 'probe path', got: path, allowed: 'a path that begins with "/"', fix: 'use for example "/health"' });
    }
    return new ServerProbe({ httpGet: { path } }, options);
  }

  /**
   * A TCP connection to the server's HTTP port, for servers that open the port only when they can answer.
   *
   * @param options timings.
   */
  public static tcp(options: ServerProbeOptions = {}): ServerProbe {
    [options] = judged('ServerProbe.tcp', [options], arguments);
    return new ServerProbe({ tcpSocket: {} }, options);
  }

  /**
   * A command inside the server's container; exit code 0 is success. The program has to exist in the image.
   *
   * @param command program and arguments; throws when empty. `$(MODEL_NAME)` in them stands for the name that clients send.
   * @param options timings.
   */
  public static exec(command: string[], options: ServerProbeOptions = {}): ServerProbe {
    [command, options] = judged('ServerProbe.exec', [command, options], arguments);
    if (command.length === 0) {
      throw invalid({ what: 'probe command', got: '[]', allowed: 'a program and its arguments', fix: 'name the program to run' });
    }
    return new ServerProbe({ exec: { command: [...command] } }, options);
  }

  private readonly handler: Handler;
  private readonly periodSeconds: number;
  private readonly timeoutSeconds: number;
  private readonly failures: number;

  private constructor(handler: Handler, options: ServerProbeOptions) {
    this.handler = handler;
    this.periodSeconds = wholeSeconds('probe period', options.period ?? Duration.seconds(10));
    this.timeoutSeconds = wholeSeconds('probe timeout', options.timeout ?? Duration.seconds(5));
    this.failures = options.failures ?? 3;
    if (!Number.isInteger(this.failures) || this.failures < 1) {
      throw invalid({
        what: 'probe failures',
        got: this.failures,
        allowed: 'a whole number from 1 on',
        fix: 'use 3 or more, so that one slow answer does not take the server out of service',
      });
    }
  }

  /**
   * Whether it asks a port.
   * @internal
   */
  public get _asksPort(): boolean {
    return this.handler.exec === undefined;
  }

  /**
   * The probe as a Pod has it.
   *
   * @param servedName the name that clients send, where the probe asks for the model.
   * @param budgetSeconds for a startup probe, how long the server may take in all; the failure threshold follows from it.
   * @param port the port that is asked, of a container that has no HTTP port of the server.
   * @param usesTls whether it is asked by TLS; the kubelet checks no certificate.
   * @internal
   */
  public _render(servedName = '', budgetSeconds?: number, port: number | string = HTTP, usesTls = false): JsonObject {
    const { httpGet, tcpSocket, exec } = this.handler;
    return compact({
      httpGet: httpGet && { path: named(httpGet.path, servedName), port, ...(usesTls && { scheme: 'HTTPS' }) },
      tcpSocket: tcpSocket && { port },
      exec: exec && { command: exec.command.map(word => named(word, servedName)) },
      periodSeconds: this.periodSeconds,
      timeoutSeconds: this.timeoutSeconds,
      failureThreshold: budgetSeconds === undefined ? this.failures : Math.ceil(budgetSeconds / this.periodSeconds),
    });
  }
}

function named(text: string, servedName: string): string {
  return text.replaceAll(MODEL_NAME, () => servedName);
}

function wholeSeconds(what: string, duration: Duration): number {
  const seconds = duration.toSeconds({ integral: false });
  if (!Number.isInteger(seconds) || seconds < 1) {
    throw invalid({ what, got: `${seconds} s`, allowed: 'whole seconds from 1 on', fix: 'use Duration.seconds(n)' });
  }
  return seconds;
}
