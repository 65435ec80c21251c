import { model, RuleExamples } from '../rule-examples';

export const examples: RuleExamples = {
  fires: model({ pod: { hostNetwork: true } }),
  holds: model({ pod: { hostNetwork: false } }),
  spared: model({ pod: { hostIpc: true } }),
  more: {
    fires: [
      model({ pod: { hostNetwork: true, sidecars: [{ name: 'log', image: 'log:1.0', ports: [{ name: 'logs', number: 9000 }] }] } }),
      model({ pod: { hostPorts: { http: 8080, logs: 9000 }, sidecars: [{ name: 'log', image: 'log:1.0', ports: [{ name: 'logs', number: 9000 }] }] } }),
    ],
  },
  says: /each node runs one Pod that listens on 8080/,
  fixes: [
    { fix: /leave hostNetwork out, or give the models/, broken: model({ pod: { hostNetwork: true } }), mended: [model()] },
    { fix: /leave hostNetwork out, or acknowledge the finding where your plugin does/, broken: model({ pod: { hostNetwork: true }, network: {} }), mended: [model({ network: {} })] },
    { fix: /leave hostPorts out and use a Service, or give the models of a node/, broken: model({ pod: { hostPorts: { http: 8080 } } }), mended: [model()] },
  ],
};
