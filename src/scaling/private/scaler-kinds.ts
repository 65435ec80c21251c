import { MetricsAdapter } from '../metrics-adapter';
import { HttpAddOnProps, KedaOptions } from '../scaler-options';

/** What changes replicas, in each of its kinds; each is one file of renderers. */
export type ScalerKind =
  | { readonly kind: 'hpa'; readonly adapter: MetricsAdapter }
  | { readonly kind: 'keda' } & KedaOptions
  | { readonly kind: 'httpAddOn' } & HttpAddOnProps
  | { readonly kind: 'recordOnly' };
