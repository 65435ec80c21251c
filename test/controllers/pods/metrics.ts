import { ServerResponse } from 'node:http';

/** A gauge as Prometheus reads it. */
export function gauge(name: string, labels: Readonly<Record<string, string>>, value: number): string {
  const text = Object.entries(labels).map(([label, is]) => `${label}="${is}"`).join(',');
  return `# TYPE ${name} gauge\n${name}{${text}} ${value}\n`;
}

/** Answers with metrics; Prometheus 3 takes none whose type is not said. */
export function showMetrics(response: ServerResponse, metrics: string): void {
  response.setHeader('content-type', 'text/plain; version=0.0.4');
  response.end(metrics);
}
