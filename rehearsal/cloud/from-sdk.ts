/** Calls that come in over HTTP: they go to the account of the access key and the region that was signed for. */
import { AwsError } from './aws-error';
import { addresseeOf } from './addressee';
import type { Estate } from './estate';
import type { Principal } from './service';

/** An SDK call, read from the wire. */
export type SdkCall = (service: string, operation: string, input: unknown, caller: Principal, region: string) => Promise<unknown>;

/** Runs calls of SDK clients in the places of an estate. Throws AwsError. */
export const callFromSdk =
  (estate: Estate): SdkCall =>
  async (service, operation, input, caller, region) => {
    const origin = caller.kind === 'operator' ? 'operatorCalls' : 'sdkCalls';
    const [home] = estate.clouds;
    if (home === undefined) throw new AwsError('ServiceUnavailable', 'The cloud is still starting.', 503);
    sameRegion(estate, input, service, region);
    return estate.route({ service, input, caller, region }, home).perform(origin, service, operation, input, caller);
  };

/** A regional endpoint of S3 sends whoever asks for a bucket of another region there. */
const sameRegion = (estate: Estate, input: unknown, service: string, region: string): void => {
  if (estate.clouds.length === 1) return;
  const addressee = addresseeOf(service, input);
  const owner = addressee.kind === 'bucket' ? estate.ownerOf(addressee.arn) : undefined;
  if (owner === undefined || owner.region === region) return;
  throw new AwsError('PermanentRedirect', `The bucket is in ${owner.region}. Send all requests to that region.`, 301, {
    'x-amz-bucket-region': owner.region,
  });
};
