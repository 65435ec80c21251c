/*
 * Writes the status of Models from what their Deployments, Pods and EndpointSlices do. One file is made of this folder
 * (scripts/status-reporter.ts), which the construct ModelStatusReporter ships; docs/status.md says what it does.
 */
import { readConfig } from './config';
import { Log } from './log';
import { Reporter } from './reporter';

/** How long the end may take, in milliseconds; it is shorter than what the kubelet gives. */
const END_WITHIN = 8_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = new Log(config.level);
  const reporter = new Reporter(config, log);
  const stop = () => {
    setTimeout(() => process.exit(0), END_WITHIN).unref();
    void reporter.stop().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  await reporter.start();
}

main().catch((error: Error) => {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level: 'error', message: 'ended', error: error.message })}\n`);
  process.exit(1);
});
