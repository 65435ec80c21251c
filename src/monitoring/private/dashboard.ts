import type { MonitoredModel } from './monitored-model';
import { Panel, PANELS } from './panels';
import { hashOf } from '../../ground/hash';
import { JsonObject } from '../../ground/objects';

/** The data source that the reader of the dashboard chooses. */
const SOURCE: JsonObject = { type: 'prometheus', uid: '${datasource}' };

/** A row of the grid has 24 parts; two panels share one. */
const [WIDTH, HEIGHT] = [12, 8];

/**
 * The dashboard of a model, as Grafana 10 and newer read it.
 * https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/
 */
export function dashboardOf(model: MonitoredModel): JsonObject {
  const shown = PANELS.map(panel => ({ panel, lines: panel.lines(model) })).filter(({ lines }) => lines.length > 0);
  return {
    uid: hashOf(['dashboard', model.namespace ?? '', model.name]),
    title: `${model.namespace === undefined ? '' : `${model.namespace}/`}${model.name}`,
    description: `${model.server}, as cdk8s-matrixinfer knows its metrics`,
    tags: ['model-serving'],
    editable: false,
    schemaVersion: 39,
    time: { from: 'now-3h', to: 'now' },
    refresh: '30s',
    templating: { list: [{ name: 'datasource', label: 'Prometheus', type: 'datasource', query: 'prometheus' }] },
    panels: shown.map(({ panel, lines }, index) => ({
      id: index + 1,
      type: 'timeseries',
      ...words(panel),
      datasource: SOURCE,
      gridPos: { x: (index % 2) * WIDTH, y: Math.floor(index / 2) * HEIGHT, w: WIDTH, h: HEIGHT },
      fieldConfig: { defaults: { unit: panel.unit, min: 0 }, overrides: [] },
      targets: lines.map(({ legend, query }, line) => (
        { refId: String.fromCharCode(65 + line), datasource: SOURCE, expr: query, legendFormat: legend }
      )),
    })),
  };
}

/** The name of its file, which no other dashboard of a cluster has. */
export function fileOf({ name, namespace }: MonitoredModel): string {
  return `${namespace === undefined ? '' : `${namespace}-`}${name}.json`;
}

function words({ title, description }: Panel): JsonObject {
  return { title, description };
}
