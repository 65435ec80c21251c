import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answer, FakeApi, Fault } from './fake-api';
import { deployment, model, pod, service, slice } from './objects';
import { readConfig } from '../../reporter/config';
import { Raw, record } from '../../reporter/kube/raw';
import { Log } from '../../reporter/log';
import { Reporter } from '../../reporter/reporter';

/** Reporters in this process, each test with an API server of its own. */
class Running {
  public api!: FakeApi;
  public tokenFile!: string;
  /** Everything that was logged. */
  public lines: Raw[] = [];
  private reporters: Reporter[] = [];
  private folder!: string;

  /** Starts a reporter; gives the address of its probes. */
  public readonly start = async (env: Record<string, string> = {}): Promise<string> => {
    const config = readConfig({ API_SERVER: this.api.url, TOKEN_FILE: this.tokenFile, PORT: '0', HOST: '127.0.0.1', LOG_LEVEL: 'debug', ...env });
    const reporter = new Reporter(config, new Log(config.level, line => { this.lines.push(JSON.parse(line) as Raw); }));
    this.reporters.push(reporter);
    return `http://127.0.0.1:${await reporter.start()}`;
  };

  public readonly status = (namespace = 'ml'): Raw => record(this.api.get('models', namespace, 'llama').status);
  public readonly phase = () => this.status().phase;
  public readonly writes = () => this.api.asked.filter(({ method, query }) => method === 'PATCH' && query.has('fieldManager'));
  public readonly condition = (type: string): Raw => (this.status().conditions as Raw[]).find(one => one.type === type)!;

  /** A model with one Pod that serves. */
  public readonly serving = (withModel = true): void => {
    if (withModel) this.api.put('models', model());
    this.api.put('deployments', deployment(1));
    this.api.put('pods', pod({ name: 'p' }));
    this.api.put('services', service());
    this.api.put('endpointslices', slice(1));
  };

  public async open(): Promise<void> {
    this.folder = mkdtempSync(join(tmpdir(), 'reporter-'));
    this.tokenFile = join(this.folder, 'token');
    writeFileSync(this.tokenFile, 'secret\n');
    this.api = await FakeApi.start();
    this.reporters = [];
    this.lines = [];
  }

  public async close(): Promise<void> {
    await Promise.all(this.reporters.map(reporter => reporter.stop()));
    await this.api.stop();
    rmSync(this.folder, { recursive: true });
  }
}

/** What the tests of a file run reporters with. */
export function runReporters(): Running {
  const running = new Running();
  beforeEach(() => running.open());
  afterEach(() => running.close());
  return running;
}

/** Answers as many of the requests that fit as it is told. */
export function times(count: number, fits: (method: string, path: string) => boolean, fault: Fault): Fault {
  let left = count;
  return (asked, response) => left > 0 && fits(asked.method, asked.path) && left-- > 0 && fault(asked, response);
}

/** Answers with an error. */
export function refusing(code: number, headers?: Record<string, string>): Fault {
  return (_asked, response) => {
    answer(response, code, { message: `refused with ${code}` }, headers);
    return true;
  };
}

/** Whether it writes a status. */
export function isPatch(method: string): boolean {
  return method === 'PATCH';
}
