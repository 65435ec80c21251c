import { show } from '../../ground/errors';
import { nearest } from '../../ground/spelling';
import { AutoscalingPlan } from '../../render/scaling/autoscaling-plan';
import { Severity } from '../../values/finding';
import { NOT_APPLICABLE, Rule } from '../rule';

/** The scalers of KEDA 2.21. https://github.com/kedacore/keda/blob/v2.21.0/pkg/scaling/scalers_builder.go */
const SCALERS = `
  activemq apache-kafka arangodb artemis-queue aws-cloudwatch aws-dynamodb aws-dynamodb-streams aws-kinesis-stream aws-sqs-queue azure-app-insights azure-blob
  azure-cosmosdb azure-data-explorer azure-eventhub azure-log-analytics azure-monitor azure-pipelines azure-queue azure-servicebus beanstalkd cassandra
  clickhouse couchdb cpu cron datadog dynatrace elastic-forecast elasticsearch etcd external external-mock external-push forgejo-runner gcp-cloudtasks
  gcp-pubsub gcp-spanner gcp-stackdriver gcp-storage github-runner graphite huawei-cloudeye ibmmq influxdb kafka kubernetes-resource kubernetes-workload
  liiklus loki memory metrics-api mongodb mssql mysql nats-jetstream new-relic nsq opensearch openstack-metric openstack-swift postgresql predictkube
  prometheus pulsar rabbitmq redis redis-cluster redis-cluster-streams redis-sentinel redis-sentinel-streams redis-streams selenium-grid
  solace-direct-messaging solace-event-queue solarwinds solr splunk splunk-observability sumologic temporal
`;

/** A trigger of a type that KEDA does not have. */
export const rule: Rule<Pick<AutoscalingPlan, 'scaling'>> = {
  severity: Severity.WARNING,
  why: 'KEDA refuses a ScaledObject with a trigger that it does not know, and then scales by none of its triggers',
  check({ scaling }) {
    const types = scaling.flatMap(({ _by }) => (_by.kind === 'trigger' ? [_by.type] : []));
    if (types.length === 0) return NOT_APPLICABLE;
    const known = SCALERS.trim().split(/\s+/);
    return types.filter(type => !known.includes(type)).map(type => {
      const near = nearest(type, known);
      const fix = near === undefined ? 'use a type of https://keda.sh/docs/2.21/scalers/' : `use ${show(near)}`;
      return { what: `KEDA 2.21 has no trigger of the type ${show(type)}`, fix: `${fix}; acknowledge the finding where the KEDA of the cluster has it` };
    });
  },
};
