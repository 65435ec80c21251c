// Written by scripts/barrel.ts from the files beside it. Do not edit: npm run generate
export type { AzureBlobSourceOptions } from './private/azure-blob';
export type { ModelCacheVolumeOptions } from './private/cache-volume';
export type { GcsSourceOptions } from './private/gcs';
export type { GcsFuseSourceOptions } from './private/gcs-fuse';
export type { HttpsSourceOptions } from './private/https';
export type { HuggingFaceSourceOptions } from './private/hugging-face';
export type { ModelScopeSourceOptions } from './private/model-scope';
export type { NgcSourceOptions } from './private/ngc';
export type { OciImageSourceOptions } from './private/oci-image';
export type { ServerSourceOptions } from './private/own-server';
export type { PvcSourceOptions } from './private/persistent-volume-claim';
export type { VolumeSourceOptions } from './private/pod-volume';
export type { S3SourceOptions } from './private/s3';
