import { Duration, Size } from 'cdk8s';
import { Accelerator, ClusterDialect, Compute, Cpu, RuntimeProfile, Spread, VllmEngine } from 'cdk8s-matrixinfer';
import { Construct, IConstruct } from 'constructs';

/** The ways in which models are run at Acme: one set for each app, shared by all teams. */
export class Runtimes extends Construct {
  /** The set of the app that a construct belongs to. */
  public static of(construct: IConstruct): Runtimes {
    const { root } = construct.node;
    return (root.node.tryFindChild('acme-runtimes') as Runtimes | undefined) ?? new Runtimes(root as Construct, 'acme-runtimes');
  }

  /** One L4: models up to 8 billion parameters. */
  public readonly small: RuntimeProfile;

  /** Four H100: models up to 70 billion parameters. What `small` says, but for the hardware and the time to answer. */
  public readonly large: RuntimeProfile;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.small = new RuntimeProfile(this, 'small', {
      engine: new VllmEngine({ version: '0.32.0', maxModelLen: 16384 }),
      compute: Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) }),
      cluster: ClusterDialect.GKE,
      scheduling: { spread: Spread.ZONES },
      network: {}, // nobody may call a model until its team says who
      imageRegistry: 'registry.example.com/mirror',
      pod: { imagePullSecrets: ['mirror'], labels: { 'acme.example.com/data-class': 'internal' } },
    });
    this.large = new RuntimeProfile(this, 'large', {
      base: this.small,
      compute: Compute.gpu(Accelerator.NVIDIA_H100, { count: 4, cpu: Cpu.units(16), memory: Size.gibibytes(160) }),
      timing: { drain: Duration.minutes(2) },
    });
  }
}
