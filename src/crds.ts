import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { DerivedObject } from './app/derived-object';
import { Ledger } from './app/ledger';
import { checkDerivedObject } from './checks/patch-checks';
import { judgeBy } from './checks/rules';
import { judged, placedInChart } from './ground/input/judged';
import { JsonObject } from './ground/objects';

/**
 * Installs all custom resource definitions (CRDs) of the library, as they are in its `crds/` folder. Leave it out when you install the CRDs in
 * another way. A second one in an app is an error (`crds-installed-twice`), and so is a copy of one of the definitions (`name-collision`).
 *
 * Within one chart the CRDs come before every Model. Across charts there is no order: apply the CRDs, wait for `Established`, and apply the rest.
 *
 * @example
 * new MatrixInferCrds(new Chart(app, 'crds'), 'crds');
 */
export class MatrixInferCrds extends Construct {
  /** The definitions, so that you can patch them. */
  public readonly definitions: ApiObject[];

  /**
   * @param scope a chart, or a construct in one. The definitions do not get the namespace of the chart, because they are cluster-scoped.
   * @param id its id.
   */
  public constructor(scope: Construct, id: string) {
    super(...placedInChart('MatrixInferCrds', scope, id));
    judged('new_MatrixInferCrds', [], arguments, { construct: this });
    const ledger = Ledger.of(this);
    const { registry } = ledger;
    const other = registry.crds;
    registry.crds ??= this;
    const { crdManifests } = require('./imports/crds.generated') as typeof import('./imports/crds.generated');
    const definitions = crdManifests().map(({ apiVersion, kind, metadata, spec }) => new DerivedObject(this, metadata.name, {
      apiVersion, kind, metadata, isClusterScoped: true, parts: { spec: () => spec as JsonObject },
    }));
    this.definitions = definitions;
    for (const definition of definitions) {
      registry.addDefinition(definition);
      ledger.addObject(this, definition);
    }
    const check = () => [
      ...judgeBy('crds-installed-twice', { by: other?.node.path }),
      ...definitions.flatMap(definition => checkDerivedObject(definition, { derived: definition.derive() })),
    ];
    ledger.add({ construct: this, check });
  }
}
