/** The accounts and regions that the stacks of an assembly go to. */
import { usualPlace } from '../cloud/create-cloud';
import { placeKey, type Place } from '../cloud/place';
import type { Assembly, AssemblyStack } from './assembly';

/** Each once, that of the pipeline first; stacks that go anywhere go where it is. Pure. */
export const placesOf = ({ stacks }: Assembly): readonly [Place, ...Place[]] => {
  const pipeline = stacks.find(({ template }) => Object.values(template.Resources).some(({ Type }) => Type === 'AWS::CodePipeline::Pipeline'));
  const home = placeOf(pipeline ?? stacks[0], usualPlace);
  const others = new Map(stacks.map((stack) => placeOf(stack, home)).map((place) => [placeKey(place), place]));
  others.delete(placeKey(home));
  return [home, ...others.values()];
};

const placeOf = (stack: AssemblyStack | undefined, { account, region }: Place): Place => ({
  account: stack?.account ?? account,
  region: stack?.region ?? region,
});
