import { App, Chart, Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import {
  Accelerator, Compute, Finding, Findings, Framework, ModelConstruct, ModelSource, RuntimeProfile, RuntimeSettings, ServingEngine,
} from '../../src';

/** As much of Kubernetes' types as the tests read. */
export interface EnvVar {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
}

export interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly subPath?: string;
  readonly readOnly?: boolean;
}

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
  readonly tcpSocket?: { readonly port: string };
  readonly exec?: { readonly command: string[] };
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: string[];
  readonly args?: string[];
  readonly env?: EnvVar[];
  readonly ports?: { readonly name: string; readonly containerPort: number }[];
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly lifecycle?: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
  readonly resources: { readonly requests: { [name: string]: string }; readonly limits: { [name: string]: string } };
  readonly securityContext: {
    readonly allowPrivilegeEscalation: boolean;
    readonly capabilities: { readonly drop: string[] };
    readonly readOnlyRootFilesystem?: boolean;
  };
  readonly volumeMounts?: Mount[];
}

export interface Volume {
  readonly name: string;
  readonly emptyDir?: { readonly medium?: string; readonly sizeLimit?: string };
  readonly persistentVolumeClaim?: { readonly claimName: string; readonly readOnly?: boolean };
  readonly image?: { readonly reference: string };
}

export interface Pod {
  readonly containers: Container[];
  readonly initContainers?: Container[];
  readonly enableServiceLinks: boolean;
  readonly serviceAccountName?: string;
  readonly terminationGracePeriodSeconds: number;
  readonly securityContext: { readonly runAsNonRoot: boolean; readonly runAsUser: number; readonly fsGroup: number };
  readonly volumes: Volume[];
}

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: {
    readonly template?: { readonly spec: Pod; readonly metadata: { readonly annotations: { [key: string]: string } } };
    readonly strategy?: { readonly rollingUpdate?: { readonly maxSurge: number; readonly maxUnavailable: number } };
    readonly ports?: { readonly name: string; readonly port: number; readonly targetPort: string }[];
    readonly modelSpec?: { readonly source: { readonly uri: string } };
    readonly egress?: { readonly to?: { readonly ipBlock?: { readonly cidr: string } }[]; readonly ports?: { readonly port: number }[] }[];
  };
}

/** What is rendered; what is left out is the smallest that serves. */
export interface RenderOptions {
  readonly engine: ServingEngine;
  readonly source?: ModelSource;
  readonly framework?: Framework;
  readonly compute?: Compute;
  readonly name?: string;
  readonly servedName?: string;
  readonly settings?: RuntimeSettings;
}

/** One model with everything that serves it. */
export interface Rendered {
  readonly objects: KubernetesObject[];
  readonly deployment: KubernetesObject;
  readonly pod: Pod;
  readonly server: Container;
  readonly init: Container[];
  readonly uri: string;
  readonly findings: Finding[];
}

export const CPU = Compute.cpu({ cpu: Cpu.units(2), memory: Size.gibibytes(8) });
export const GPU = Compute.gpu(Accelerator.NVIDIA_L4, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });
export const AMD = Compute.gpu(Accelerator.AMD_MI300X, { cpu: Cpu.units(4), memory: Size.gibibytes(24) });

/** Renders a model, or throws what is wrong with it. Two replicas, so that a rollout never leaves the model away. */
export function render(options: RenderOptions): Rendered {
  const chart = new Chart(new App(), 'chart', { namespace: 'ml' });
  new ModelConstruct(chart, 'model', {
    name: options.name ?? 'resnet',
    servedName: options.servedName,
    version: '1.0.0',
    framework: options.framework ?? options.engine.frameworks[0] ?? Framework.CUSTOM,
    source: options.source ?? ModelSource.pvc('weights'),
    profile: new RuntimeProfile(chart, 'profile', { engine: options.engine, compute: options.compute ?? CPU, ...options.settings }),
    replicas: 2,
  });
  const objects = chart.toJson() as KubernetesObject[];
  const deployment = objects.find(object => object.kind === 'Deployment')!;
  const pod = deployment.spec.template!.spec;
  return {
    objects,
    deployment,
    pod,
    server: pod.containers[0],
    init: pod.initContainers ?? [],
    uri: objects.find(object => object.kind === 'Model')!.spec.modelSpec!.source.uri,
    findings: Findings.of(chart),
  };
}

/** The environment of a container: literal values, and `<secret>/<key>` for those of Secrets. */
export function envOf(container: Container): { [name: string]: string } {
  return Object.fromEntries((container.env ?? []).map(({ name, value, valueFrom }) => [
    name, valueFrom ? `${valueFrom.secretKeyRef.name}/${valueFrom.secretKeyRef.key}` : value ?? '',
  ]));
}
