import { App, Chart } from 'cdk8s';
import { ModelStatusReporter, ModelStatusReporterProps } from '../../../src';
import { KubeObject } from '../harness/api-client';

/** Namespace and name of the reporter in the suites. */
export const REPORTER = { namespace: 'status-reporter', name: 'model-status-reporter' };

/** What a user applies to have the status of Models filled. */
export function renderReporter(props: ModelStatusReporterProps = {}): KubeObject[] {
  const chart = new Chart(new App(), 'status', { namespace: REPORTER.namespace });
  new ModelStatusReporter(chart, 'status', props);
  return chart.toJson() as KubeObject[];
}
