import { Size } from 'cdk8s';
import { ModelSource, ModelSourceOptions, SecretKey, SourceBinding, SourceContext } from 'cdk8s-matrixinfer';

export interface ArtifactSourceOptions extends ModelSourceOptions {
  /** Credential for the store. */
  readonly token: SecretKey;
}

/** A source of your own: a folder in the company's artifact store, fetched by its command-line client before the server starts. */
export class ArtifactSource extends ModelSource {
  public readonly uri: string;

  public constructor(private readonly project: string, private readonly build: string, private readonly options: ArtifactSourceOptions) {
    super(options);
    this.uri = `artifacts://${project}/${build}`;
  }

  /** A build never changes, so this is the revision. A new one rolls the Pods. */
  public get revision(): string {
    return this.build;
  }

  public get secrets(): SecretKey[] {
    return [this.options.token];
  }

  public bind(context: SourceContext): SourceBinding {
    return {
      model: { path: context.targetPath, hub: false },
      needsModelVolume: true,
      initContainers: [{
        name: 'fetch-artifact',
        image: 'registry.example.com/tools/artifacts:2.1.0',
        args: ['fetch', `${this.project}/${this.build}`, '--into', context.targetPath],
        secretEnv: { ARTIFACTS_TOKEN: this.options.token },
        mounts: [context.modelMount],
        memory: Size.mebibytes(256),
      }],
      egressPorts: [443],
    };
  }
}
