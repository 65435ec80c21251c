/** What a number means, and what it is called. */
interface Metric { readonly help: string; readonly type: 'counter' | 'gauge'; readonly values: Map<string, number | (() => number)> }

/** Numbers for Prometheus, in its text format. */
export class Metrics {
  private readonly metrics = new Map<string, Metric>();

  /** Describes a counter. */
  public counter(name: string, help: string): (labels?: Readonly<Record<string, string>>, by?: number) => void {
    const { values } = this.describe(name, help, 'counter');
    return (labels = {}, by = 1) => {
      const key = written(labels);
      values.set(key, (values.get(key) as number | undefined ?? 0) + by);
    };
  }

  /** Describes a number that is looked up when it is asked for. */
  public gauge(name: string, help: string, look: () => number): void {
    this.describe(name, help, 'gauge').values.set('', look);
  }

  /** Everything, as `/metrics` answers it. */
  public toString(): string {
    return [...this.metrics].flatMap(([name, { help, type, values }]) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...[...values].map(([labels, value]) => `${name}${labels} ${typeof value === 'number' ? value : value()}`),
    ]).join('\n') + '\n';
  }

  private describe(name: string, help: string, type: Metric['type']): Metric {
    const metric: Metric = { help, type, values: new Map() };
    this.metrics.set(name, metric);
    return metric;
  }
}

function written(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${value.replace(/[\\"\n]/g, '_')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
