import { Duration } from 'cdk8s';
import { wholeSeconds } from '../ground/durations';
import { invalid } from '../ground/errors';
import { brand } from '../ground/input/brands';
import { judged } from '../ground/input/judged';
import { JsonObject } from '../ground/objects';
import { checkedPort } from '../ground/ports';

/**
 * An action that Kubernetes takes after a container starts, or before it has to end.
 *
 * @example
 * const warmUp = LifecycleHook.exec(['/bin/sh', '-c', '/scripts/warm-up.sh']);
 */
export class LifecycleHook {
  static { brand(this, 'LifecycleHook'); }

  /**
   * A command inside the container. The program has to exist in the image.
   *
   * @param command program and arguments; throws when empty.
   */
  public static exec(command: string[]): LifecycleHook {
    [command] = judged('LifecycleHook.exec', [command], arguments);
    if (command.length === 0) throw invalid({ what: 'command of a hook', got: '[]', allowed: 'a program and its arguments', fix: 'name the program to run' });
    return new LifecycleHook({ exec: { command: [...command] } });
  }

  /**
   * An HTTP GET from the node to the Pod.
   *
   * @param path path with a leading slash; throws without it.
   * @param port port of the request.
   */
  public static httpGet(path: string, port: number): LifecycleHook {
    judged('LifecycleHook.httpGet', [path, port], arguments);
    if (!/^\/[^\s]*$/.test(path)) throw invalid({ what: 'path of a hook', got: path, allowed: 'a path that begins with "/"', fix: 'use for example "/drain"' });
    return new LifecycleHook({ httpGet: { path, port: checkedPort('port of a hook', port) } });
  }

  /**
   * A wait, for containers besides the server. For the server use `preStopDelay` and `drain` of `timing`.
   *
   * @param duration whole seconds from 1 on; throws otherwise.
   */
  public static sleep(duration: Duration): LifecycleHook {
    judged('LifecycleHook.sleep', [duration], arguments);
    return new LifecycleHook({ sleep: { seconds: wholeSeconds('duration of a hook', duration) } });
  }

  private readonly handler: JsonObject;

  private constructor(handler: JsonObject) {
    this.handler = handler;
  }

  /**
   * Whether it does nothing but wait.
   * @internal
   */
  public get _sleeps(): boolean {
    return this.handler.sleep !== undefined;
  }

  /** @internal */
  public _render(): JsonObject {
    return { ...this.handler };
  }
}

/** Hooks of a container. */
export interface LifecycleHooks {
  /**
   * An action right after the container starts, beside its own program. The container counts as started, and its probes begin, when the action is
   * done. When it fails, the container is killed.
   *
   * @default - nothing
   */
  readonly postStart?: LifecycleHook;

  /**
   * An action before SIGTERM. Its time is part of `terminationGracePeriod`.
   *
   * @default - a container that serves waits as long as `timing` says; others do nothing
   */
  readonly preStop?: LifecycleHook;
}
