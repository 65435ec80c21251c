import { ApiObject } from 'cdk8s';
import { Construct, Dependable } from 'constructs';
import { DerivedObject } from './app/derived-object';
import { Ledger } from './app/ledger';
import { AutoscalingPolicy } from './autoscaling-policy';
import { checkDerivedObject } from './checks/patch-checks';
import { judged, placedInChart } from './ground/input/judged';
import { within } from './ground/input/within';
import { checkedName, nameFromId } from './ground/names';
import { rulesText } from './render/scaling/adapter-rules';

/** The props of `PrometheusAdapterRules`. */
export interface PrometheusAdapterRulesProps {
  /** The policies whose metrics the adapter has to make, in any chart of the app. */
  readonly policies: AutoscalingPolicy[];

  /**
   * Name of the ConfigMap, at most 52 characters. The chart of prometheus-adapter takes it as `rules.existing`.
   *
   * @default - derived from the id
   */
  readonly name?: string;
}

/**
 * The configuration of prometheus-adapter for the metrics of policies: a ConfigMap with the key `config.yaml`, in the namespace of the adapter. It
 * has only the rules of these policies: if you need others as well, put `AutoscalingPolicy.adapterRules` into your own configuration. See
 * docs/scaling.md.
 *
 * @example
 * new PrometheusAdapterRules(new Chart(app, 'monitoring', { namespace: 'monitoring' }), 'model-metrics', { policies: [chatPolicy] });
 */
export class PrometheusAdapterRules extends Construct {
  /** Name of the ConfigMap. */
  public readonly name: string;

  /** The ConfigMap, so that you can patch it. */
  public readonly configMap: ApiObject;

  /**
   * @param scope a chart in the namespace of the adapter, or a construct in one.
   * @param id its id; the name of the ConfigMap is derived from it unless `name` is given.
   * @param props the policies.
   */
  public constructor(scope: Construct, id: string, props: PrometheusAdapterRulesProps) {
    super(...placedInChart('PrometheusAdapterRules', scope, id));
    [props] = judged('new_PrometheusAdapterRules', [props], arguments, { construct: this, open: new.target !== PrometheusAdapterRules });
    this.name = within(this)(() => (props.name === undefined ? nameFromId(id) : checkedName(props.name)));
    const { policies } = props;
    const config = () => rulesText(policies.map(policy => policy._adapterRules)) || 'rules: []\n';
    const object = new DerivedObject(this, 'Resource', {
      apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: this.name }, parts: { data: () => ({ [CONFIG]: config() }) },
    });
    this.configMap = object;
    Dependable.implement(this, { dependencyRoots: [object] });
    const ledger = Ledger.of(this);
    ledger.addObject(this, object);
    // What a policy cannot be scaled by is said there, and nothing can be derived of it here.
    const check = () => (policies.every(policy => policy._isSound) ? checkDerivedObject(object, { derived: object.derive() }) : []);
    ledger.add({ construct: this, check });
  }
}

/** The file that the program reads. */
const CONFIG = 'config.yaml';
