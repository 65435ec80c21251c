/*
 * Probes as kubelet does them: each by its own clock, the other two only after the startup probe has succeeded once, and a container
 * restarted when startup or liveness failed as often in a row as is allowed.
 */
import { get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RunningContainer } from './container';
import { PodNetwork } from './network';
import { Container, portNumber, Probe } from './template';

/** The three of them. */
export type ProbeKind = 'startup' | 'readiness' | 'liveness';

/** One attempt. */
export interface Attempt {
  readonly kind: ProbeKind;
  readonly ok: boolean;
  readonly at: number;
  readonly detail: string;
}

/** All probes of a container. */
export class Probes {
  /** Every attempt since the container was started. */
  readonly attempts: Attempt[] = [];
  /** Why kubelet would restart the container. */
  readonly restart: Promise<string>;
  private isReady = false;
  private readonly stopped = new Set<ProbeKind>();
  private demandRestart?: (reason: string) => void;

  constructor(private readonly container: Container, private readonly running: RunningContainer, private readonly network: PodNetwork) {
    this.restart = new Promise(resolve => { this.demandRestart = resolve; });
    void this.follow();
  }

  /** Whether the container counts as ready. */
  get ready(): boolean {
    return this.isReady;
  }

  /** Ends some of them, or all: a Pod that is deleted is no longer asked whether it has started or lives. */
  stop(...kinds: ProbeKind[]): void {
    for (const kind of kinds.length === 0 ? ['startup', 'readiness', 'liveness'] as const : kinds) this.stopped.add(kind);
  }

  private async follow(): Promise<void> {
    const begin = Date.now();
    const { startupProbe, readinessProbe, livenessProbe } = this.container;
    if (startupProbe && !await this.repeat('startup', startupProbe, begin, ok => ok)) return;
    if (!readinessProbe) this.isReady = true;
    if (readinessProbe) void this.repeat('readiness', readinessProbe, begin, () => false);
    if (livenessProbe) void this.repeat('liveness', livenessProbe, begin, () => false);
  }

  /** Asks until `enough` says so, kubelet would restart, or it is stopped; whether the last attempt was good. */
  private async repeat(kind: ProbeKind, probe: Probe, begin: number, enough: (ok: boolean) => boolean): Promise<boolean> {
    const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3, successThreshold = 1 } = probe;
    await sleep(Math.max(0, begin + initialDelaySeconds * 1_000 - Date.now()), undefined, { ref: false });
    for (let row = { ok: true, count: 0 }; !this.stopped.has(kind) && this.running.alive;) {
      const next = Date.now() + periodSeconds * 1_000;
      const ok = await this.attempt(kind, probe);
      row = { ok, count: row.ok === ok ? row.count + 1 : 1 };
      const decided = row.count >= (ok ? successThreshold : failureThreshold);
      if (decided && kind === 'readiness') this.isReady = ok;
      if (decided && !ok && kind !== 'readiness') {
        this.demandRestart!(`${kind} probe failed ${row.count} times: ${this.attempts.at(-1)!.detail}`);
        return false;
      }
      if (decided && enough(ok)) return true;
      await sleep(Math.max(0, next - Date.now()), undefined, { ref: false });
    }
    return false;
  }

  private async attempt(kind: ProbeKind, probe: Probe): Promise<boolean> {
    const timeout = (probe.timeoutSeconds ?? 1) * 1_000;
    const began = Date.now();
    const { ok, detail } = await this.ask(probe, timeout);
    if (!this.stopped.has(kind)) this.attempts.push({ kind, ok, at: began, detail });
    return ok;
  }

  private async ask(probe: Probe, timeout: number): Promise<{ ok: boolean; detail: string }> {
    const { httpGet, tcpSocket, exec } = probe;
    if (httpGet) return httpStatus(this.network.localPort(portNumber(this.container, httpGet.port)), httpGet.path ?? '/', timeout);
    if (tcpSocket) {
      const ok = await this.network.accepts(portNumber(this.container, tcpSocket.port), timeout);
      return { ok, detail: ok ? 'connected' : 'no connection' };
    }
    if (exec) {
      const code = await this.running.run(exec.command, timeout);
      return { ok: code === 0, detail: `exit code ${code ?? 'none in time'}` };
    }
    throw new Error(`the runner does not know this probe: ${JSON.stringify(probe)}`);
  }
}

/** A GET on a connection of its own; 200 to 399 is success. */
function httpStatus(port: number, path: string, timeout: number): Promise<{ ok: boolean; detail: string }> {
  return new Promise(resolve => {
    const request = get({ host: '127.0.0.1', port, path, agent: false, headers: { 'User-Agent': 'kube-probe/1.37', 'Accept': '*/*' } }, response => {
      response.resume();
      const status = response.statusCode!;
      response.once('end', () => resolve({ ok: status >= 200 && status < 400, detail: `HTTP ${status} at ${path}` }));
    });
    request.setTimeout(timeout);
    const deadline = setTimeout(() => request.destroy(new Error(`no answer in ${timeout} ms`)), timeout);
    request.once('close', () => clearTimeout(deadline));
    request.once('error', error => resolve({ ok: false, detail: `${error.message} at ${path}` }));
  });
}
