import { LayeredCache, MemoryCache, type PointsCache } from '../sources/points-cache';
import { S3PointsCache } from './points-cache.client';

/** Points of a place kept in the memory of a function before a bucket, below `points/<place>/`. */
export const keptPoints = (bucket: string, place: string): PointsCache =>
  new LayeredCache(new MemoryCache(), new S3PointsCache(bucket, `points/${place}/`));
