import { join } from 'path';
import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { Ledger, Remark } from './checks/private/ledger';
import { registerObject } from './private/app-checks';
import { AppRegistry } from './private/app-registry';
import { readCrds } from './private/crd-files';
import { judged, placedInChart } from './private/input/judged';

/** Beside `src/`, and beside the `lib/` that is made from it. */
const FOLDER = join(__dirname, '..', 'crds');

/**
 * Installs all custom resource definitions of the library, read from its `crds/` folder. Making one is a choice: teams that
 * install CRDs apart do without it. A second one in an app is an error (`crds-installed-twice`), and so is a copy of one of the definitions (`name-collision`).
 *
 * Within one chart the CRDs come before every Model. Across charts nothing is ordered or renamed: apply the CRDs, wait for
 * `Established`, apply the rest.
 */
export class MatrixInferCrds extends Construct {
  /** The definitions, for patches. */
  public readonly definitions: ApiObject[];

  /**
   * @param scope a chart, or a construct in one. The chart's namespace is not put on the definitions, which are cluster-scoped.
   * @param id its id.
   */
  public constructor(scope: Construct, id: string) {
    super(...placedInChart('MatrixInferCrds', scope, id));
    judged('new_MatrixInferCrds', [], arguments, { construct: this });
    const registry = AppRegistry.of(this);
    const other = registry.crds;
    registry.crds ??= this;
    this.definitions = readCrds(FOLDER).map(crd => new ClusterObject(this, crd.metadata.name, { ...crd }));
    for (const definition of this.definitions) {
      registry.addDefinition(definition);
      registerObject(this, definition);
    }
    Ledger.of(this).add(this, () => (other ? [twice(other)] : []));
  }
}

function twice(other: Construct): Remark {
  return { rule: 'crds-installed-twice', what: `the CRDs are also installed by ${other.node.path}`, fix: 'keep one MatrixInferCrds for the whole app' };
}

/** An object without a namespace, whatever its chart says. */
class ClusterObject extends ApiObject {
  public toJson(): { [key: string]: unknown } {
    const json = super.toJson() as { metadata: { namespace?: string } };
    delete json.metadata.namespace;
    return json;
  }
}
