import { once } from 'node:events';
import { createServer, Server } from 'node:http';
import { gauge, showMetrics } from './metrics';
import { RunningPod } from './pod-host';

/** What a model has to do, of which each of its Pods shows its share, and a gateway before them shows all. */
export class Load {
  /** Requests that wait, over all Pods. */
  waiting = 0;
  private pods = 0;
  private readonly gateway: Server = createServer((_request, response) => {
    showMetrics(response, gauge('gateway_queue_length', { model: this.model }, this.waiting));
  });

  constructor(private readonly model: string, private readonly series: string) {}

  /** Serves the metric of the gateway, which is there whether Pods are or not. */
  async listen(port: number, address: string): Promise<void> {
    await once(this.gateway.listen(port, address), 'listening');
  }

  stop(): void {
    this.gateway.close();
  }

  /** Counts a Pod while it runs. */
  of(pod: RunningPod): RunningPod {
    this.pods++;
    return { stop: () => { this.pods--; return pod.stop(); } };
  }

  /** What one of the Pods shows. */
  metrics(): string {
    return gauge(this.series, { engine: '0', model_name: this.model }, this.waiting / Math.max(this.pods, 1));
  }
}
