import { Size } from 'cdk8s';
import { Framework, ModelConstruct, ModelEndpoint, ModelSource, RuntimeProfile, SecretKey } from 'cdk8s-matrixinfer';
import * as kplus from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import { Runtimes } from './runtimes';

/** What a team says of a model: which one, and how big. Nothing of GPUs, probes or volumes. */
export interface LanguageModelProps {
  /** `<organization>/<name>` on the Hugging Face hub. */
  readonly repository: string;

  /** The commit that is served. */
  readonly commit: string;

  /** Version that the team gives it. */
  readonly version: string;

  /** Size of the weights. */
  readonly size: Size;

  /** Secret of the team's namespace with a key `token`; gated models need it. */
  readonly hubToken?: kplus.ISecret;

  /** How many replicas; leave it out when they scale by themselves. */
  readonly replicas?: number;
}

/** A language model as teams at Acme see it: an address, and who may call it. */
export class LanguageModel extends Construct {
  /** What an OpenAI client has to know. */
  public readonly endpoint: ModelEndpoint;

  private readonly model: ModelConstruct;

  public constructor(scope: Construct, id: string, props: LanguageModelProps) {
    super(scope, id);
    this.model = new ModelConstruct(this, 'Model', {
      name: id,
      version: props.version,
      framework: Framework.PYTORCH,
      source: ModelSource.huggingFace(props.repository, {
        revision: props.commit,
        size: props.size,
        token: props.hubToken && SecretKey.from(props.hubToken, 'token'),
      }),
      profile: this.runtimeFor(props.size),
      replicas: props.replicas,
    });
    this.endpoint = this.model.endpoint;
  }

  /** Lets an application of the same namespace call the model, and tells it where the model is. */
  public connect(application: kplus.Deployment): void {
    new kplus.NetworkPolicy(this, `allow-${application.node.id}`, {
      selector: this.model.runtime,
      ingress: { rules: [{ peer: application, ports: [kplus.NetworkPolicyPort.tcp(this.endpoint.port)] }] },
    });
    for (const { env } of application.containers) {
      env.addVariable('OPENAI_BASE_URL', kplus.EnvValue.fromValue(this.endpoint.baseUrl));
      env.addVariable('OPENAI_MODEL', kplus.EnvValue.fromValue(this.endpoint.modelName));
    }
  }

  /** Publishes the model on a host name. */
  public publish(host: string): void {
    const controllers = kplus.Namespaces.select(this, 'controllers', { names: ['ingress-nginx'] });
    new kplus.NetworkPolicy(this, 'allow-ingress', {
      selector: this.model.runtime,
      ingress: { rules: [{ peer: controllers, ports: [kplus.NetworkPolicyPort.tcp(this.endpoint.port)] }] },
    });
    new kplus.Ingress(this, 'ingress', {
      rules: [{ host, backend: kplus.IngressBackend.fromService(this.model.service) }],
    });
  }

  /** Scales with the requests that wait for a free slot: what vLLM calls `vllm:num_requests_waiting`, as Acme's metrics adapter names it. */
  public scale(minReplicas: number, maxReplicas: number): void {
    new kplus.HorizontalPodAutoscaler(this, 'autoscaler', {
      target: this.model.runtime,
      minReplicas,
      maxReplicas,
      metrics: [kplus.Metric.pods({ name: 'vllm_num_requests_waiting', target: kplus.MetricTarget.averageValue(5) })],
    });
  }

  private runtimeFor(size: Size): RuntimeProfile {
    const { small, large } = Runtimes.of(this);
    return size.toGibibytes() <= 16 ? small : large;
  }
}
