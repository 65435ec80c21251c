import { plainModel } from '../../fixtures';
import { model, RuleExamples } from '../rule-examples';

/** A port that the engine does not have. */
const PROFILER = { name: 'profiler', number: 9100 };

export const examples: RuleExamples = {
  fires: chart => plainModel(chart, 'model', { service: { ports: [{ name: 'profiler' }] } }),
  holds: chart => plainModel(chart, 'model', { service: { ports: [{ name: 'profiler' }] }, containerPorts: [PROFILER] }),
  says: /containerPort of port profiler of the service: got "profiler", allowed is the name of a port of the Pod: http/,
  fixes: [{
    fix: /change service or containerPorts/,
    broken: model({ service: { ports: [{ name: 'profiler' }] } }),
    mended: [model({ containerPorts: [PROFILER], service: { ports: [{ name: 'profiler' }] } }), model({ service: { ports: [{ name: 'web', containerPort: 'http', port: 80 }] } })],
  }],
};
